package dev.sluice.proxy.check;

import java.util.random.RandomGenerator;

/** Keeps checks of many servers from coming all at once. */
final class Spread {
    private static final double WHOLE = 100.0;

    private Spread() {}

    /** A random part of an interval, from {@code -percent} to {@code percent} ({@code spread-checks}). */
    static double jitter(int percent, RandomGenerator random) {
        return percent <= 0 ? 0 : percent / WHOLE * (2 * random.nextDouble() - 1);
    }

    /** How long after the start the {@code index}-th of {@code count} first checks comes: they share the shortest interval evenly. */
    static long first(int index, int count, long shortestMillis, long longestMillis) {
        long over = longestMillis >= 0 ? Math.min(longestMillis, shortestMillis) : shortestMillis;
        return over * index / count;
    }
}

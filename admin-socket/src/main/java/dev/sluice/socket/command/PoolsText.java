package dev.sluice.socket.command;

import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.inspect.MemoryPool;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Memory as {@code show pools} lists it. */
final class PoolsText {
    private static final int ALL = Integer.MAX_VALUE;

    private PoolsText() {}

    /**
     * What the words ask for.
     *
     * @param order how pools are ordered; null for as they come
     * @param used whether only those in use are listed
     * @param prefix what names begin with
     * @param lines how many are listed at most
     */
    record Asked(Optional<Comparator<MemoryPool>> order, boolean used, String prefix, int lines) {
        /** From words; empty where they say something else. */
        static Optional<Asked> of(Words words) {
            Asked asked = new Asked(Optional.empty(), false, "", ALL);
            for (int i = 0; words.has(i); i++) {
                switch (words.at(i)) {
                    case "byname" -> asked = asked.ordered(Comparator.comparing(MemoryPool::name), asked.used);
                    case "bysize" ->
                        asked = asked.ordered(
                                Comparator.comparingLong(MemoryPool::unitBytes).reversed(), asked.used);
                    case "byusage" ->
                        asked = asked.ordered(
                                Comparator.comparingLong(MemoryPool::usedBytes).reversed(), true);
                    case "detailed" -> {
                        // Nothing is shared behind one name here.
                    }
                    case "match" -> {
                        i++;
                        if (!words.has(i)) {
                            return Optional.empty();
                        }
                        asked = new Asked(asked.order, asked.used, words.at(i), asked.lines);
                    }
                    default -> {
                        int lines = Numbers.atoi(words.at(i));
                        if (lines <= 0 && !words.at(i).equals("0")) {
                            return Optional.empty();
                        }
                        asked = new Asked(asked.order, asked.used, asked.prefix, lines == 0 ? ALL : lines);
                    }
                }
            }
            return Optional.of(asked);
        }

        private Asked ordered(Comparator<MemoryPool> by, boolean onlyUsed) {
            return new Asked(Optional.of(by), onlyUsed, prefix, lines);
        }
    }

    /** For JSON: those that the text lists. */
    static List<MemoryPool> shown(Outcome outcome, Words words) {
        Asked asked = Asked.of(words).orElseThrow();
        return chosen(outcome, asked).stream().limit(asked.lines()).toList();
    }

    private static List<MemoryPool> chosen(Outcome outcome, Asked asked) {
        return InspectText.all(outcome, MemoryPool.class).stream()
                .filter(pool -> pool.name().startsWith(asked.prefix()))
                .filter(pool -> !asked.used() || pool.used() > 0)
                .sorted(asked.order().orElse(Comparator.comparing(pool -> 0)))
                .toList();
    }

    static Reply pools(Outcome outcome, Words words, Speaker speaker) {
        Asked asked = Asked.of(words).orElseThrow();
        List<MemoryPool> all = chosen(outcome, asked);
        StringBuilder text = new StringBuilder("Dumping pools usage");
        if (asked.lines() < ALL) {
            text.append(" (limited to the first ").append(asked.lines()).append(" entries)");
        }
        // Scripts look for this line; the signal has the JVM print its threads, and idle memory goes back without being
        // asked.
        text.append(". Use SIGQUIT to flush them.\n");
        all.stream().limit(asked.lines()).forEach(pool -> text.append(line(pool)));
        long reserved = all.stream().mapToLong(MemoryPool::reservedBytes).sum();
        long used = all.stream().mapToLong(MemoryPool::usedBytes).sum();
        long cached =
                all.stream().mapToLong(pool -> pool.cached() * pool.unitBytes()).sum();
        text.append(String.format(
                Locale.ROOT,
                "Total: %d pools, %d bytes allocated, %d used (~%d by thread caches).\n",
                all.size(),
                reserved,
                used,
                cached));
        return Reply.data(text.toString());
    }

    /** What a pool needs is what it uses; one that cannot grow ends the program, so that no failure is ever seen here. */
    private static String line(MemoryPool pool) {
        return String.format(
                Locale.ROOT,
                "  - Pool %s (%d bytes) : %d allocated (%d bytes), %d used (~%d by thread caches), needed_avg %d, 0 failures, %d users\n",
                pool.name(),
                pool.unitBytes(),
                pool.reserved(),
                pool.reservedBytes(),
                pool.used(),
                pool.cached(),
                pool.used(),
                pool.users());
    }
}

package dev.sluice.config;

/**
 * The statistics page of a proxy.
 *
 * @param enabled whether it answers
 * @param uri the prefix it answers under
 */
public record StatsPage(boolean enabled, String uri) {
    /** No page. */
    public static final StatsPage OFF = new StatsPage(false, "/haproxy?stats");
}

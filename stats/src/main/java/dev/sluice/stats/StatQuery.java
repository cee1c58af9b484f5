package dev.sluice.stats;

/**
 * Which rows of {@code show stat}, and how.
 *
 * @param format how they are written
 * @param descriptions whether each value is explained ({@code desc}; of no effect on CSV and JSON, as in HAProxy)
 * @param shown which servers are left out
 * @param legends whether addresses, cookies and algorithms may be seen
 * @param proxyId {@code iid} of the only proxy, -1 for all
 * @param kinds {@link SubjectKind#selectorBit()}s, -1 for all
 * @param id {@code sid} of the only server or listener, -1 for all; proxies always pass
 * @param nameContains only proxies whose name contains this; empty for all
 */
public record StatQuery(
        StatFormat format,
        boolean descriptions,
        Shown shown,
        boolean legends,
        int proxyId,
        int kinds,
        int id,
        String nameContains) {
    /** All rows as CSV. */
    public static final StatQuery ALL = new StatQuery(StatFormat.CSV, false, Shown.ALL, true, -1, -1, -1);

    /** Proxies of any name. */
    public StatQuery(
            StatFormat format, boolean descriptions, Shown shown, boolean legends, int proxyId, int kinds, int id) {
        this(format, descriptions, shown, legends, proxyId, kinds, id, "");
    }

    /** Which servers are shown. */
    public enum Shown {
        /** All. */
        ALL,
        /** Those that are not in maintenance ({@code no-maint}). */
        NOT_IN_MAINTENANCE,
        /** Those that are neither down nor in maintenance ({@code up}). */
        UP
    }

    /** The same rows in another format. */
    public StatQuery as(StatFormat other) {
        return new StatQuery(other, descriptions, shown, legends, proxyId, kinds, id, nameContains);
    }

    /** The same with legends shown or hidden. */
    public StatQuery withLegends(boolean seen) {
        return new StatQuery(format, descriptions, shown, seen, proxyId, kinds, id, nameContains);
    }

    /** The same format, of these rows. */
    public StatQuery select(int proxy, int kindBits, int subjectId) {
        return new StatQuery(format, descriptions, shown, legends, proxy, kindBits, subjectId, nameContains);
    }
}

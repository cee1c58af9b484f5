package dev.sluice.stats;

import java.util.List;
import java.util.Set;

/**
 * A statistic as Prometheus sees it: a family of samples for each kind of subject that has it.
 *
 * @param name its name after {@code haproxy_<scope>_}
 * @param counter whether it only grows; else it is a gauge
 * @param field what it is read from
 * @param kinds whose it is
 * @param shape how its samples look
 */
record Metric(String name, boolean counter, StatField field, Set<SubjectKind> kinds, Shape shape) {
    /** How samples are made of a value. */
    enum Shape {
        /** The number; {@code NaN} where the subject has none. */
        PLAIN,
        /** The number; no sample for proxies that do not understand HTTP. */
        HTTP,
        /** Milliseconds, shown as seconds. */
        SECONDS,
        /** The code that a health check was answered with, 0 where it was none; no sample where none is made. */
        CHECK_CODE,
        /** The same of the agent check. */
        AGENT_CODE,
        /** Milliseconds, shown as seconds; no sample where the subject has none. */
        SECONDS_IF_KNOWN,
        /** A sample for each class of response status; not for proxies that do not understand HTTP. */
        RESPONSES,
        /** A sample for each state, 1 for the one it is in. */
        STATUS,
        /** A sample for each result a health check can have, 1 for the one it had. */
        CHECK_STATUS,
        /** The same of the agent check. */
        AGENT_STATUS,
        /** A sample for each state, the number of servers in it; not for a backend without any. */
        SERVERS_BY_STATUS,
        /** A sample for each result a health check can have, the number of servers that had it; not for a backend without any. */
        SERVERS_BY_CHECK,
        /** The number, labelled with the module that counts it. */
        MODULE
    }

    Metric {
        kinds = Set.copyOf(kinds);
    }

    static Metric counter(String name, StatField field, SubjectKind... kinds) {
        return new Metric(name, true, field, Set.of(kinds), Shape.PLAIN);
    }

    static Metric gauge(String name, StatField field, SubjectKind... kinds) {
        return new Metric(name, false, field, Set.of(kinds), Shape.PLAIN);
    }

    /** The same with samples of another shape. */
    Metric as(Shape other) {
        return new Metric(name, counter, field, kinds, other);
    }

    /** Every metric of a kind of subject, the modules' own last. */
    static List<Metric> of(SubjectKind kind, boolean withModules) {
        List<Metric> all = withModules ? Metrics.WITH_MODULES : Metrics.ALL;
        return all.stream().filter(metric -> metric.kinds().contains(kind)).toList();
    }
}

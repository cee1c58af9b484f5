package dev.sluice.operation;

import java.util.List;

/**
 * What a change did to one resource.
 *
 * @param kind whether it came, changed or went
 * @param resource its name in the typed API, such as {@code backends/app/servers/s1}
 * @param fields what is different; empty where that is not told field by field
 */
public record Change(Kind kind, String resource, List<Field> fields) {
    /** Keeps a copy of the list. */
    public Change {
        fields = List.copyOf(fields);
    }

    /** A resource whose fields are not told. */
    public static Change of(Kind kind, String resource) {
        return new Change(kind, resource, List.of());
    }

    /** What happened to the resource. */
    public enum Kind {
        ADDED,
        UPDATED,
        REMOVED
    }

    /**
     * One difference.
     *
     * @param name as the typed API calls it
     * @param before empty where it is not known or was nothing
     * @param after empty where it is nothing now
     */
    public record Field(String name, String before, String after) {}
}

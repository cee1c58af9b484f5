package dev.sluice.grpc;

/**
 * What a call is about, for the details of an error.
 *
 * @param type the resource's type, such as {@code sluice.dev/Server}
 * @param name the resource's name; empty where it has none
 * @param field the request's field that carries what can be wrong
 */
record Subject(String type, String name, String field) {
    /** No resource, only an argument. */
    static Subject field(String field) {
        return new Subject("", "", field);
    }

    /** The same with another field to blame. */
    Subject blaming(String other) {
        return new Subject(type, name, other);
    }
}

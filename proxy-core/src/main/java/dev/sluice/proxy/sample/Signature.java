package dev.sluice.proxy.sample;

import java.util.List;

/**
 * The arguments that a fetch or converter takes.
 *
 * @param kinds of each in order
 * @param required how many of them must be there
 */
public record Signature(List<Kind> kinds, int required) {
    /** None. */
    public static final Signature NONE = new Signature(List.of(), 0);

    /** Keeps a copy of the list. */
    public Signature {
        kinds = List.copyOf(kinds);
    }

    /** Arguments of which the first {@code required} must be there. */
    public static Signature of(int required, Kind... kinds) {
        return new Signature(List.of(kinds), required);
    }

    /** What an argument is; each is checked when the text is read. */
    public enum Kind {
        STRING("string"),
        SINT("integer"),
        /** A duration in milliseconds. */
        TIME("delay"),
        SIZE("size"),
        IPV4("IPv4 address"),
        IPV6("IPv6 address"),
        /** An IPv4 mask, dotted or as a number of bits. */
        MASK4("IPv4 mask"),
        /** An IPv6 mask, as an address or a number of bits. */
        MASK6("IPv6 mask"),
        FRONTEND("frontend"),
        BACKEND("backend"),
        /** {@code backend/server}, or a server of the proxy itself. */
        SERVER("server"),
        /** The proxy whose stick table is meant; whoever keeps tables looks it up. */
        TABLE("stick-table"),
        REGEX("regex"),
        /** Numbers of fields with dots between them, each within the one before. */
        FIELD_NUMBER("Protocol buffers field number"),
        VARIABLE("variable");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** What messages call it. */
        public String word() {
            return word;
        }
    }
}

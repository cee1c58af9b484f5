package dev.sluice.pattern;

/** What the value of a map's entry is taken for. */
public enum PatternValueType {
    /** A text. */
    STR,
    /** A number with a sign. */
    INT,
    /** An address. */
    IP;

    /** Whether a text can be taken for such a value. */
    public boolean accepts(String value) {
        return problem(Texts.encode(value)).isEmpty();
    }

    /** Why a text is no such value, in HAProxy's words without a full stop; empty for a good one. */
    String problem(byte[] value) {
        if (this == STR) {
            return "";
        }
        String text = Texts.decode(value);
        boolean good = switch (this) {
            case STR -> true;
            case INT -> Texts.isNumber(text);
            case IP -> Addresses.parse(text) != null;
        };
        return good ? "" : "unable to parse '" + text + "'";
    }

    /** How HAProxy names the type of a value. */
    public String nameFor(byte[] value) {
        return switch (this) {
            case STR -> "str";
            case INT -> "sint";
            case IP -> {
                byte[] address = Addresses.parse(Texts.decode(value));
                yield address != null && address.length == Addresses.IPV6_BYTES ? "ipv6" : "ipv4";
            }
        };
    }
}

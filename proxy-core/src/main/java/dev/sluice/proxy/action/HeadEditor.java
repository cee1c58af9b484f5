package dev.sluice.proxy.action;

/**
 * The head of a message as rules change it. Each change takes place at once, so that whatever looks at the head next sees it. What says
 * how the message is framed ({@code content-length}, {@code transfer-encoding}) stays as it is whatever is asked.
 */
public interface HeadEditor {
    /** How many fields it has; they are numbered in the order of their lines. */
    int fields();

    /** Whether a field has this name, given in lower case. */
    boolean isNamed(int field, byte[] lowerName);

    /** The first field of a name, given in lower case, from {@code from} on; -1 for none. */
    default int find(byte[] lowerName, int from) {
        for (int i = from; i < fields(); i++) {
            if (isNamed(i, lowerName)) {
                return i;
            }
        }
        return -1;
    }

    /** The value of the first field of a name, given in lower case; empty for none. */
    default String first(byte[] lowerName) {
        int field = find(lowerName, 0);
        return field < 0 ? "" : value(field);
    }

    /** All fields of a name, given in lower case, as one, in the order of their lines; empty for none. */
    default String joined(byte[] lowerName) {
        StringBuilder all = new StringBuilder();
        for (int i = find(lowerName, 0); i >= 0; i = find(lowerName, i + 1)) {
            all.append(all.length() == 0 ? "" : ",").append(value(i));
        }
        return all.toString();
    }

    /** The name of a field in lower case. */
    String name(int field);

    /** The value of a field, one character for each byte. */
    String value(int field);

    /** Adds a field behind the others; false where there is no room. Line breaks in the value become blanks. */
    default boolean add(byte[] name, byte[] value) {
        return add(name, value, value.length);
    }

    /** The same of the first {@code length} bytes of {@code value}. */
    boolean add(byte[] name, byte[] value, int length);

    /** Gives a field another value; false where there is no room. */
    default boolean replace(int field, byte[] value) {
        return replace(field, value, value.length);
    }

    /** The same of the first {@code length} bytes of {@code value}. */
    boolean replace(int field, byte[] value, int length);

    /** Takes a field out; later ones move up. */
    void remove(int field);

    /** The request target, one character for each byte; empty for a response. */
    String target();

    /** Gives a request another method; false where there is no room, or it is none. */
    boolean method(byte[] method);

    /** Gives a request another target; false where there is no room, or it has bytes that a target cannot have. */
    boolean target(byte[] target);

    /** Gives a response another status and reason; false where there is no room. */
    boolean status(int code, byte[] reason);
}

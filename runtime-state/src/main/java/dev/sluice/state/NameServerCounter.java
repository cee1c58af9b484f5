package dev.sluice.state;

/** What is counted of a name server, in the order of {@code show resolvers}. */
public enum NameServerCounter {
    SENT("sent", "sent"),
    SEND_ERROR("snd_error", "send_error"),
    VALID("valid", "valid"),
    UPDATE("update", "update"),
    CNAME("cname", "cname"),
    CNAME_ERROR("cname_error", "cname_error"),
    ANY_ERROR("any_err", "any_err"),
    NO_SUCH_NAME("nx", "nx"),
    TIMEOUT("timeout", "timeout"),
    REFUSED("refused", "refused"),
    OTHER("other", "other"),
    INVALID("invalid", "invalid"),
    TOO_BIG("too_big", "too_big"),
    TRUNCATED("truncated", "truncated"),
    OUTDATED("outdated", "outdated");

    private final String word;
    private final String column;

    NameServerCounter(String word, String column) {
        this.word = word;
        this.column = column;
    }

    /** Its name in {@code show resolvers}. */
    public String word() {
        return word;
    }

    /** Its name in {@code show stat domain resolvers}. */
    public String column() {
        return column;
    }
}

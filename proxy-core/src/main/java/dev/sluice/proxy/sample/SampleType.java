package dev.sluice.proxy.sample;

/** The types of samples (manual section 7). */
public enum SampleType {
    /** Of a converter: takes whatever comes. Of a fetch: known only once evaluated. */
    ANY("any"),
    /** Of a converter's result: what it was given. */
    SAME("same"),
    BOOL("bool"),
    SINT("sint"),
    /** IPv4 or IPv6. */
    ADDR("addr"),
    IPV4("ipv4"),
    IPV6("ipv6"),
    STR("str"),
    BIN("bin"),
    METH("meth");

    private final String word;

    SampleType(String word) {
        this.word = word;
    }

    /** As {@code show var} prints it. */
    public String word() {
        return word;
    }

    /** Whether its value is a number. */
    public boolean isNumber() {
        return this == BOOL || this == SINT || this == IPV4;
    }
}

package dev.sluice.proxy.sample;

/** Puts a stored value back into a sample. */
final class Values {
    private Values() {}

    static boolean restore(Sample to, SampleType type, long number, byte[] bytes, int start, int length) {
        return switch (type) {
            case BOOL -> to.bool(number != 0);
            case SINT -> to.integer(number);
            case IPV4 -> to.ipv4(number);
            case IPV6 -> to.ipv6(bytes, start);
            case BIN -> to.binary(bytes, start, length);
            case METH -> to.method(bytes, start, length);
            case STR -> to.text(bytes, start, length);
            case ANY, SAME, ADDR -> false;
        };
    }
}

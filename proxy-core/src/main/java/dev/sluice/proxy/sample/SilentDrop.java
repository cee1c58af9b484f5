package dev.sluice.proxy.sample;

/**
 * How a connection ends without its client being told.
 *
 * @param hops how many routers a reset may pass, 1 to 255; 0 where no packet is to leave at all
 */
public record SilentDrop(int hops) {
    private static final int HOPS_MAX = 255;

    /** Nothing leaves, where the system lets a program do that; else a reset that no router passes on. */
    public static final SilentDrop QUIET = new SilentDrop(0);

    /** A reset goes as far as {@code rst-ttl} says, which stands before {@code word}; that is empty where nothing does. */
    public static SilentDrop reset(String word) throws SampleException {
        if (word.isEmpty()) {
            throw new SampleException("missing rst-ttl value");
        }
        int digits = 0;
        while (digits < word.length() && Character.digit(word.charAt(digits), 10) >= 0) {
            digits++;
        }
        if (digits < word.length()) {
            throw new SampleException(
                    "invalid character starting at '" + word.substring(digits) + "' (value 1-255 expected)");
        }
        int hops = digits > 3 ? HOPS_MAX + 1 : Integer.parseInt(word);
        if (hops < 1 || hops > HOPS_MAX) {
            throw new SampleException("valid rst-ttl values are [1-255]");
        }
        return new SilentDrop(hops);
    }

    /** Has the client's connection end so, as soon as it is closed. */
    public void prepare(SampleContext context) {
        ConnectionView client = context.client();
        if (client != null) {
            client.vanish(hops);
        }
    }
}

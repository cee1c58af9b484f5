package dev.sluice.proxy.log;

/** The text of a second in local time, put together once for all lines of that second. Confined to one thread. */
final class KeptSecond {
    private static final int MILLIS_PER_SECOND = 1000;

    private final Form form;
    private final ByteText text = new ByteText();
    private long second = Long.MIN_VALUE;

    /** How a second is written. */
    @FunctionalInterface
    interface Form {
        void write(ByteText to, long wallMillis);
    }

    KeptSecond(Form form) {
        this.form = form;
    }

    void write(ByteText to, long wallMillis) {
        long now = Math.floorDiv(wallMillis, MILLIS_PER_SECOND);
        if (now != second) {
            text.clear();
            form.write(text, wallMillis);
            second = now;
        }
        to.add(text.bytes(), 0, text.length());
    }
}

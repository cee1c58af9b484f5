package dev.sluice.state;

/** The time, as a parameter: a test gives its own. */
public interface Clock {
    /** Milliseconds that only grow; the origin means nothing. */
    long millis();

    /** Milliseconds since 1970 in UTC. */
    long wallMillis();

    /** The machine's clocks. */
    Clock SYSTEM = new Clock() {
        @Override
        public long millis() {
            return System.nanoTime() / 1_000_000;
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }
    };
}

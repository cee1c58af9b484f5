package dev.sluice.state;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The process as a whole: what {@code show info} is made of. Limits are written on the control thread; traffic writes gauges and counters. */
public final class ProcessState {
    private final Identity identity;
    private final CounterSet counters = new CounterSet();
    private final Gauge connections = new Gauge();
    private final Gauge streams = new Gauge();
    private final Rate connectionRate = new Rate(() -> counters.total(Counter.CONNECTIONS));
    private final Rate sessionRate = new Rate(() -> counters.total(Counter.SESSIONS));
    private final Rate bytesOutRate = new Rate(() -> counters.total(Counter.RESPONSE_BYTES_OUT));
    private final CompressionTraffic compression = new CompressionTraffic(counters);
    private final TlsTraffic tls = new TlsTraffic();
    private final AtomicLong droppedLogs = new AtomicLong();
    private final LongAdder receivedLogs = new LongAdder();
    private final AtomicLong maxconnReached = new AtomicLong();
    private final AtomicLong droppedPatternChanges = new AtomicLong();
    private final AtomicLong badMessages = new AtomicLong();
    private final RareCounts rareCounts = new RareCounts(List.of(
            new RareCounts.Source("GLT", "http", "message refused, since it is no HTTP", badMessages::get),
            new RareCounts.Source("CNT", "log", "line dropped, since no target took it", droppedLogs::get),
            new RareCounts.Source("CNT", "listen", "clients held back by maxconn", maxconnReached::get),
            new RareCounts.Source(
                    "CNT",
                    "rules",
                    "change of a map or an ACL dropped, since too many waited",
                    droppedPatternChanges::get)));
    private volatile int maxconn;
    private volatile int hardMaxconn;
    private volatile int connectionRateLimit;
    private volatile int sessionRateLimit;
    private volatile int sslRateLimit;
    private volatile int compressionRateLimit;
    private volatile long anonKey;
    private volatile long coldUntilMillis;
    private volatile boolean stopping;

    /** A process that has just started. */
    public ProcessState(Identity identity) {
        this.identity = identity;
    }

    /** What never changes. */
    public Identity identity() {
        return identity;
    }

    /**
     * Connections (CONNECTIONS), sessions (SESSIONS), requests (REQUESTS), streams (LOAD_BALANCED is not used), bytes out
     * (RESPONSE_BYTES_OUT) and spliced bytes of all frontends.
     */
    public CounterSet counters() {
        return counters;
    }

    /** Client connections now ({@code CurrConns}). */
    public Gauge connections() {
        return connections;
    }

    /** Changes of maps and ACLs that rules asked for in vain, since too many others were waiting. */
    public AtomicLong droppedPatternChanges() {
        return droppedPatternChanges;
    }

    /** Streams now ({@code CurrStreams}). */
    public Gauge streams() {
        return streams;
    }

    /** Connections a second. */
    public Rate connectionRate() {
        return connectionRate;
    }

    /** Sessions a second. */
    public Rate sessionRate() {
        return sessionRate;
    }

    /** Bytes sent to clients a second. */
    public Rate bytesOutRate() {
        return bytesOutRate;
    }

    /** What encryption does. */
    public TlsTraffic tls() {
        return tls;
    }

    /** What compression does. */
    public CompressionTraffic compression() {
        return compression;
    }

    /** Log messages that came in to be forwarded. */
    public LongAdder receivedLogs() {
        return receivedLogs;
    }

    /** Log messages that no target took. */
    public AtomicLong droppedLogs() {
        return droppedLogs;
    }

    /** How often the limit of connections held clients back. */
    public AtomicLong maxconnReached() {
        return maxconnReached;
    }

    /** Messages that were refused as no HTTP. */
    public AtomicLong badMessages() {
        return badMessages;
    }

    /** What should hardly ever happen. */
    public RareCounts rareCounts() {
        return rareCounts;
    }

    /** Client connections at once. */
    public int maxconn() {
        return maxconn;
    }

    /** The limit at start, which {@code set maxconn global} cannot exceed. */
    public int hardMaxconn() {
        return hardMaxconn;
    }

    /** Connections a second; 0 has no limit. */
    public int connectionRateLimit() {
        return connectionRateLimit;
    }

    /** Sessions a second; 0 has no limit. */
    public int sessionRateLimit() {
        return sessionRateLimit;
    }

    /** TLS sessions a second; 0 has no limit. */
    public int sslRateLimit() {
        return sslRateLimit;
    }

    /** Bytes a second that compression may take in; 0 has no limit. */
    public int compressionRateLimit() {
        return compressionRateLimit;
    }

    /** Whether it ends once its connections have ended. */
    public boolean isStopping() {
        return stopping;
    }

    /** The key that names are hidden with where a connection gives none; 0 for none. */
    public long anonKey() {
        return anonKey;
    }

    /** Sets the key that names are hidden with. */
    @ControlThread
    public void anonKey(long key) {
        anonKey = key;
    }

    /** Sets the limit of connections. */
    @ControlThread
    public void maxconn(int limit) {
        maxconn = limit;
    }

    /** Sets both limits, at start. */
    @ControlThread
    public void hardMaxconn(int limit) {
        hardMaxconn = limit;
        maxconn = limit;
    }

    /** Sets the limit of connections a second. */
    @ControlThread
    public void connectionRateLimit(int limit) {
        connectionRateLimit = limit;
    }

    /** Sets the limit of sessions a second. */
    @ControlThread
    public void sessionRateLimit(int limit) {
        sessionRateLimit = limit;
    }

    /** Sets the limit of TLS sessions a second. */
    @ControlThread
    public void sslRateLimit(int limit) {
        sslRateLimit = limit;
    }

    /** Sets the limit of compression, in bytes a second. */
    @ControlThread
    public void compressionRateLimit(int limit) {
        compressionRateLimit = limit;
    }

    /** Sets the limit of compression, in kilobytes a second. */
    @ControlThread
    public void compressionLimit(int kilobytes) {
        compressionRateLimit = (int) Math.min(Integer.MAX_VALUE, (long) kilobytes * 1024);
    }

    /** Until when, on {@link Clock#millis()}, what the program does for the first time may take longer than it will from then on. */
    public long coldUntilMillis() {
        return coldUntilMillis;
    }

    /** Sets until when the program counts as cold; once before it begins to check servers, and again when it has started. */
    public void coldUntilMillis(long millis) {
        coldUntilMillis = millis;
    }

    /** Begins to stop. */
    @ControlThread
    public void stop() {
        stopping = true;
    }

    /**
     * What never changes while the process runs.
     *
     * @param name {@code Name} of {@code show info}, which clients switch on
     * @param version {@code Version} of {@code show info}
     * @param releaseDate {@code Release_date}, {@code yyyy/mm/dd}
     * @param pid the process's number
     * @param threads workers
     * @param startMillis when it started, on {@link Clock#millis()}
     * @param startWallMillis the same on {@link Clock#wallMillis()}
     */
    public record Identity(
            String name,
            String version,
            String releaseDate,
            long pid,
            int threads,
            long startMillis,
            long startWallMillis) {}
}

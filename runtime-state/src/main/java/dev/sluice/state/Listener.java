package dev.sluice.state;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import dev.sluice.state.tls.AcceptingTls;
import org.jspecify.annotations.Nullable;

/** One address that a frontend listens on. */
public final class Listener implements Subject {
    private final Frontend frontend;
    private volatile BindSpec spec;
    private final ListenAddress address;
    private volatile int id;
    private volatile String name;
    private final CounterSet counters = new CounterSet();
    private final Gauge sessions = new Gauge();
    private volatile String boundAddress;
    private volatile int maxconn;
    private volatile @Nullable AcceptingTls tls;
    private volatile boolean dynamic;

    /** Made by the control thread; nothing is bound yet. */
    public Listener(Frontend frontend, BindSpec spec, ListenAddress address, int id, String name) {
        this.frontend = frontend;
        this.spec = spec;
        this.address = address;
        this.id = id;
        this.name = name;
        this.boundAddress = address.display();
    }

    /** Whose connections it takes. */
    public Frontend frontend() {
        return frontend;
    }

    /** Its bind line. */
    public BindSpec spec() {
        return spec;
    }

    /** The address as configured. */
    public ListenAddress address() {
        return address;
    }

    /** Its number in the frontend, from 1 ({@code sid}). */
    public int id() {
        return id;
    }

    /** Its name in statistics. */
    public String name() {
        return name;
    }

    /** What its traffic counted. */
    public CounterSet counters() {
        return counters;
    }

    /** Connections now and at most. */
    public Gauge sessions() {
        return sessions;
    }

    /** {@code address:port} as bound, where the kernel chose the port or the descriptor was inherited. */
    public String boundAddress() {
        return boundAddress;
    }

    /** Connections at once; 0 for the frontend's limit. */
    public int maxconn() {
        return maxconn;
    }

    /** What its connections are encrypted with, or null where they are not. */
    public @Nullable AcceptingTls tls() {
        return tls;
    }

    /** Has connections from now on encrypted so, or not at all. */
    @ControlThread
    public void tls(@Nullable AcceptingTls next) {
        tls = next;
    }

    /** Its name that no other object has; empty for none. */
    public String guid() {
        String prefix = spec.settings().get(BindSettings.GUID_PREFIX);
        return prefix.isEmpty() ? "" : prefix + "-" + spec.addresses().indexOf(address);
    }

    /** Whether it was added at run time and no line has it. */
    public boolean isDynamic() {
        return dynamic;
    }

    @ControlThread
    void dynamic(boolean addedWhileRunning) {
        dynamic = addedWhileRunning;
    }

    /** Set by the data plane once bound. */
    public void boundAddress(String shown) {
        boundAddress = shown;
    }

    @ControlThread
    void configure(BindSpec line, int number, String shown) {
        spec = line;
        id = number;
        name = shown;
    }

    /** Sets the limit of connections. */
    @ControlThread
    public void maxconn(int limit) {
        maxconn = limit;
    }
}

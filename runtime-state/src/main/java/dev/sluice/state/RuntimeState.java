package dev.sluice.state;

import dev.sluice.config.Configuration;
import dev.sluice.config.Settings;
import dev.sluice.password.Passwords;
import dev.sluice.pattern.Patterns;
import dev.sluice.state.ring.Rings;
import dev.sluice.state.table.Tables;
import dev.sluice.state.tls.TlsStores;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The root of all state. */
public final class RuntimeState {
    private final ProcessState process;
    private final Tables tables = new Tables(new SecureRandom());
    private final Patterns patterns = new Patterns();
    private final Rings rings = new Rings();
    private final Drains drains = new Drains();
    private final Passwords passwords = new Passwords();
    /** As many as the configurations so far had. */
    private final Map<String, NameServerCounters> nameServers = new ConcurrentHashMap<>();

    private final TlsStores tls = new TlsStores();
    private int newestProxy;
    private boolean reloading;
    private volatile Topology topology = Topology.EMPTY;
    private volatile Configuration configuration =
            new Configuration(Settings.EMPTY, Settings.EMPTY, List.of(), List.of(), Map.of(), List.of());

    /** An empty state. */
    public RuntimeState(ProcessState process) {
        this.process = process;
    }

    /** The process as a whole. */
    public ProcessState process() {
        return process;
    }

    /** The stick tables. */
    public Tables tables() {
        return tables;
    }

    /** What rules compare with. */
    public Patterns patterns() {
        return patterns;
    }

    /** Messages that are kept in memory. */
    public Rings rings() {
        return rings;
    }

    /** What is known of the passwords of users. */
    public Passwords passwords() {
        return passwords;
    }

    /** Drains under way. */
    public Drains drains() {
        return drains;
    }

    /** Certificates and what belongs to them. */
    public TlsStores tls() {
        return tls;
    }

    /** All proxies now. */
    public Topology topology() {
        return topology;
    }

    /** What a name server of a resolvers section did. */
    public NameServerCounters nameServer(String section, String nameServer) {
        return nameServers.computeIfAbsent(section + "/" + nameServer, name -> new NameServerCounters());
    }

    /** Of all name servers that were asked so far. */
    public List<NameServerCounters> nameServers() {
        return List.copyOf(nameServers.values());
    }

    /** What was read last. */
    public Configuration configuration() {
        return configuration;
    }

    /** The number that a proxy added at run time got last; below all others before there is one. */
    @ControlThread
    int newestProxy() {
        return newestProxy;
    }

    /** It has this number now. */
    @ControlThread
    void newestProxy(int id) {
        newestProxy = id;
    }

    /** Replaces the proxies. */
    @ControlThread
    public void topology(Topology next) {
        topology = next;
    }

    /** Replaces the specification. */
    @ControlThread
    public void configuration(Configuration next) {
        configuration = next;
    }

    /** Whether a reload may begin: one at a time. */
    @ControlThread
    public boolean beginReload() {
        if (reloading) {
            return false;
        }
        reloading = true;
        return true;
    }

    /** A reload has ended, whatever came of it. */
    @ControlThread
    public void endReload() {
        reloading = false;
    }
}

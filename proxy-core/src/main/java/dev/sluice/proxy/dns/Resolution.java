package dev.sluice.proxy.dns;

import dev.sluice.config.ResolversSpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.state.Server;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A name that is asked for again and again, for the servers that want to know. Confined to the resolver's thread. */
final class Resolution {
    /** What a resolution that brought nothing ended with. */
    enum Failure {
        NO_SUCH_NAME("DNS NX status"),
        REFUSED("DNS refused status"),
        TIMEOUT("DNS timeout status"),
        OTHER("unspecified DNS error");

        private final String cause;

        Failure(String cause) {
            this.cause = cause;
        }

        String cause() {
            return cause;
        }

        long hold(ResolversSpec.Hold hold) {
            return switch (this) {
                case NO_SUCH_NAME -> hold.nx();
                case REFUSED -> hold.refused();
                case TIMEOUT -> hold.timeout();
                case OTHER -> hold.other();
            };
        }
    }

    /** Which name is asked of whom. */
    record Key(String section, String name, boolean service) {}

    final Key key;
    final ResolversSpec spec;
    final Set<Server> servers = new LinkedHashSet<>();
    /** Of SRV records: who has which. */
    final Map<Server, Answer.Service> services = new HashMap<>();
    /** Since when a record that somebody has is not there any more. */
    final Map<Server, Long> obsoleteSince = new HashMap<>();
    /** Name servers whose answer to the present query is still to come. */
    final Set<NameServerLink> waitingFor = new HashSet<>();

    /** Hears of the addresses, or of none, where it is asked for once and not for servers. */
    final @Nullable Consumer<List<String>> once;
    /** For what is asked for once. */
    private final boolean ipv4First;

    int type;
    /** The type of the present query. */
    int askedType;

    int queryId = -1;
    int triesLeft;
    boolean bothAsked;
    Failure failure = Failure.TIMEOUT;
    long startedMillis;
    /** Where nothing was answered yet, the time of the beginning: what was known at start is not given up at once. */
    long lastValidMillis;
    /** When something is to be done next. */
    long dueMillis;

    /** For servers, which join. */
    Resolution(Key key, ResolversSpec spec, long nowMillis) {
        this(key, spec, nowMillis, false, null);
    }

    private Resolution(
            Key key, ResolversSpec spec, long nowMillis, boolean ipv4First, @Nullable Consumer<List<String>> once) {
        this.key = key;
        this.ipv4First = ipv4First;
        this.once = once;
        this.spec = spec;
        this.lastValidMillis = nowMillis;
        this.dueMillis = nowMillis;
    }

    /** One that is over with its first end. */
    static Resolution once(
            Key key, ResolversSpec spec, long nowMillis, boolean ipv4First, Consumer<List<String>> hears) {
        return new Resolution(key, spec, nowMillis, ipv4First, hears);
    }

    /** Which family is asked for first. */
    boolean prefersIpv4() {
        return once == null ? servers.iterator().next().settings().get(ServerSettings.RESOLVE_PREFER_IPV4) : ipv4First;
    }

    boolean isRunning() {
        return queryId >= 0;
    }

    /** Whether there is nothing more to come. */
    boolean isOver() {
        return once != null && !isRunning();
    }

    void stop() {
        queryId = -1;
        waitingFor.clear();
    }
}

package dev.sluice.proxy.syslog;

import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.RingSpec;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.proxy.balance.Pick;
import dev.sluice.proxy.balance.Picker;
import dev.sluice.proxy.log.LineChoice;
import dev.sluice.proxy.rule.BalanceKey;
import dev.sluice.proxy.rule.BalanceKeys;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.sample.VariableScope;
import dev.sluice.proxy.sample.Variables;
import dev.sluice.state.Backend;
import dev.sluice.state.BackendView;
import dev.sluice.state.Clock;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses among the servers of backends in {@code mode log}, as their {@code balance} lines say. Confined to the log's thread. */
public final class LogServers implements LineChoice {
    private final RuntimeState state;
    private final SampleSite samples;
    private final BalanceKeys keys;
    private final Pick pick = new Pick(0, System.nanoTime());
    private final Sample sample = new Sample();
    private final SampleContext context;

    /** One that looks into {@code state}. */
    public LogServers(RuntimeState state, Clock clock, Map<String, InternalService> services, SampleSite samples) {
        this.state = state;
        this.samples = samples;
        this.keys = new BalanceKeys(state, services);
        this.context = new LineContext(clock);
    }

    @Override
    public String address(String name, byte[] text) {
        Optional<Backend> backend = state.topology().backend(name);
        Server server = backend.map(found -> choose(found, text)).orElse(null);
        if (server == null) {
            return "";
        }
        if (!server.settings().get(ServerSettings.DATAGRAMS)) {
            return RingSpec.PREFIX + RingSpec.ofServer(name, server.name());
        }
        ServerAddress address = server.address();
        return new ListenAddress.Inet(address.host(), address.port()).hostAndPort();
    }

    private @Nullable Server choose(Backend backend, byte[] text) {
        BackendView view = backend.view();
        boolean takesLines = backend.mode() == ProxySettings.Mode.LOG && view.open();
        if (!takesLines || view.candidates().isEmpty() || !(view.balancer() instanceof Picker picker)) {
            return null;
        }
        BalanceKey key = keys.of(backend);
        // A line without a key belongs to nobody.
        return key == null || key.tell(context, text, sample, pick) ? picker.pick(pick) : null;
    }

    /** What converters read where there is no traffic. */
    private final class LineContext extends SampleContext {
        LineContext(Clock clock) {
            super(samples.scratch(), clock, state.process());
        }

        @Override
        public @Nullable Variables variables(VariableScope scope) {
            return scope == VariableScope.PROC ? samples.variables() : null;
        }
    }
}

package dev.sluice.proxy;

import dev.sluice.proxy.cache.Caches;
import dev.sluice.proxy.http.HttpPlans;
import dev.sluice.proxy.http.HttpStarter;
import dev.sluice.proxy.listen.Messages;
import dev.sluice.proxy.listen.Starters;
import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.preface.ClientHeaders;
import dev.sluice.proxy.rule.BalanceKeys;
import dev.sluice.proxy.rule.CompiledPlans;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.rule.SniNames;
import dev.sluice.proxy.session.SessionStarter;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.stick.StickPlans;
import dev.sluice.proxy.tcp.SyslogSessions;
import dev.sluice.proxy.tcp.TcpSessions;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins sessions as the frontend's mode says. */
final class ModeStarters implements Starters {
    private final CompiledPlans<Frontend, Program> programs;
    private final SessionStarter tcp;
    private final HttpStarter http;
    private final SyslogSessions syslog;
    private final TrafficLog log;

    ModeStarters(RuntimeState state, Map<String, InternalService> services, TrafficLog log, Caches caches) {
        this.log = log;
        this.syslog = new SyslogSessions(log);
        this.programs = new CompiledPlans<>(state, services, Program::compile, ModeStarters::broken);
        this.http = new HttpStarter(new HttpPlans(state, services, caches), log);
        this.tcp = new TcpSessions(
                new StickPlans(state, services),
                new SniNames(state, services),
                new BalanceKeys(state, services),
                new ClientHeaders(state, services),
                http);
    }

    private static Program broken(Frontend frontend, RuleException why) {
        throw new IllegalStateException("loading let a broken rule through: " + why.getMessage(), why);
    }

    @Override
    public SessionStarter of(Frontend frontend) {
        return switch (frontend.mode()) {
            case TCP -> tcp;
            case HTTP -> http;
            case LOG -> syslog;
        };
    }

    @Override
    public Messages messages() {
        return log::relay;
    }

    /** Ends client connections that carry nothing at present, of one frontend, or of all where null; on the shard's worker. */
    int closeIdle(Shard shard, @Nullable Frontend frontend) {
        return http.closeIdle(shard, frontend);
    }

    @Override
    public Program program(Frontend frontend) {
        return programs.of(frontend);
    }
}

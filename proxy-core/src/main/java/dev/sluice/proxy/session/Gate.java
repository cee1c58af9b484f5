package dev.sluice.proxy.session;

import dev.sluice.config.LogStep;
import dev.sluice.config.TableData;
import dev.sluice.proxy.log.LogEntry;
import dev.sluice.proxy.rule.TcpRules;
import dev.sluice.proxy.rule.TcpRules.Verdict;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.LogView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.sample.VariableScope;
import dev.sluice.proxy.sample.Variables;
import dev.sluice.proxy.track.Tracked;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import org.jspecify.annotations.Nullable;

/** The rules that look at a connection before its session begins: one list at once, another after headers and handshakes. */
public final class Gate {
    private Gate() {}

    /** Whether a connection that was just accepted may stay; otherwise it is closed and let go. */
    public static boolean admitsConnection(Shard shard, Wire wire, Admission admission, ClientPeer peer) {
        Arrival arrival = new Arrival(shard, admission, peer, wire, false);
        Verdict verdict = run(admission.program().connections(), arrival);
        return verdict == Verdict.PASS || refuse(wire, admission, peer, verdict, Counter.DENIED_CONNECTIONS);
    }

    /** Whether a connection may begin its session; otherwise it is closed and let go. */
    public static boolean admits(Shard shard, Wire wire, Admission admission, ClientPeer peer) {
        Verdict verdict = run(admission.program().sessions(), new Arrival(shard, admission, peer, wire, true));
        if (verdict == Verdict.PASS) {
            Tracked.count(Tracked.in(peer.slots()), TableData.SESS_CNT, TableData.SESS_RATE, 1);
            return true;
        }
        return refuse(wire, admission, peer, verdict, Counter.DENIED_SESSIONS);
    }

    private static boolean refuse(Wire wire, Admission admission, ClientPeer peer, Verdict verdict, Counter denied) {
        CounterSet.add(admission.frontendCounters(), denied, 1);
        CounterSet.add(admission.listenerCounters(), denied, 1);
        if (verdict == Verdict.DROP) {
            wire.reset();
        } else {
            wire.close();
        }
        peer.ended();
        admission.released(wire);
        return false;
    }

    private static Verdict run(TcpRules rules, Arrival arrival) {
        return rules.isEmpty() ? Verdict.PASS : rules.run(arrival, new Sample(), true);
    }

    /** What samples see of a connection that was just accepted. */
    private static final class Arrival extends SampleContext {
        private final Shard shard;
        private final Admission admission;
        private final ClientPeer peer;
        private final Wire wire;
        private final boolean later;
        private final ConnectionView view;
        private @Nullable ArrivalLine line;

        Arrival(Shard shard, Admission admission, ClientPeer peer, Wire wire, boolean later) {
            super(shard.scratch(), shard.worker().clock(), shard.process());
            this.shard = shard;
            this.admission = admission;
            this.peer = peer;
            this.wire = wire;
            this.later = later;
            this.view = later ? peer : peer.connection();
        }

        @Override
        public void log(LogStep step, String profile) {
            LogEntry entry =
                    shard.log().entry(admission.frontend(), shard.worker().index());
            if (entry == null || !entry.wants(false)) {
                return;
            }
            LogStep here = later ? LogStep.TCP_REQ_SESS : LogStep.TCP_REQ_CONN;
            long now = clock().wallMillis();
            line = new ArrivalLine(here, now);
            entry.client(wire.remoteAddress()).route(now, admission.frontend(), null, null);
            entry.attempts(-1, -1, 0, false).outcome(0, 0, '-', '-');
            shard.log().write(entry, admission.program().lines(), here, profile, this);
        }

        @Override
        public @Nullable LogView log() {
            return line;
        }

        @Override
        public int worker() {
            return shard.worker().index() + 1;
        }

        @Override
        public ConnectionView client() {
            return view;
        }

        @Override
        public Frontend frontend() {
            return admission.frontend();
        }

        @Override
        public Listener listener() {
            return admission.listener();
        }

        @Override
        public Slots session() {
            return peer.slots();
        }

        @Override
        public @Nullable Variables variables(VariableScope scope) {
            return switch (scope) {
                case PROC -> shard.samples().variables();
                case SESS -> peer.variables();
                default -> null;
            };
        }
    }
}

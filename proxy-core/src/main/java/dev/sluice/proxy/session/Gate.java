package dev.sluice.proxy.session;

import dev.sluice.config.TableData;
import dev.sluice.proxy.rule.TcpRules;
import dev.sluice.proxy.rule.TcpRules.Verdict;
import dev.sluice.proxy.sample.ConnectionView;
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
        Arrival arrival = new Arrival(shard, admission, peer, peer.connection());
        Verdict verdict = run(admission.program().connections(), arrival);
        return verdict == Verdict.PASS || refuse(wire, admission, peer, verdict, Counter.DENIED_CONNECTIONS);
    }

    /** Whether a connection may begin its session; otherwise it is closed and let go. */
    public static boolean admits(Shard shard, Wire wire, Admission admission, ClientPeer peer) {
        Verdict verdict = run(admission.program().sessions(), new Arrival(shard, admission, peer, peer));
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
        private final ConnectionView view;

        Arrival(Shard shard, Admission admission, ClientPeer peer, ConnectionView view) {
            super(shard.scratch(), shard.worker().clock(), shard.process());
            this.shard = shard;
            this.admission = admission;
            this.peer = peer;
            this.view = view;
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

package dev.sluice.socket.command;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.operation.Outcome;
import dev.sluice.state.Check;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Encryption;
import dev.sluice.state.Server;
import dev.sluice.stats.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of servers, column by column as HAProxy prints them. */
final class ServersText {
    private static final String STATE_HEADER = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state"
            + " srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status"
            + " srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id"
            + " srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr"
            + " srv_agent_port\n";

    /** Idle connections are counted for the whole process, hence one column of them whatever the number of threads. */
    private static final String CONNECTIONS_HEADER = "# bkname/svname bkid/svid addr port - purge_delay served"
            + " used_cur used_max need_est idle_sess unsafe_nb safe_nb idle_lim idle_cur idle_per_thr[1]\n";

    /** Added to the state of an agent check. */
    private static final int IS_AGENT = 16;

    private ServersText() {}

    static Reply state(Outcome outcome, Words words, Speaker speaker) {
        long now = speaker.clock().millis();
        Anonymizer hidden = Anonymizer.of(speaker.session());
        return new Reply.Dump(Lines.written(
                STATE_HEADER,
                Values.rows(outcome, Server.class),
                (server, out) -> state(server, now, hidden, new Line(out))));
    }

    static Reply connections(Outcome outcome, Words words, Speaker speaker) {
        Anonymizer hidden = Anonymizer.of(speaker.session());
        return new Reply.Dump(Lines.written(
                CONNECTIONS_HEADER,
                Values.rows(outcome, Server.class),
                (server, out) -> connections(server, hidden, new Line(out))));
    }

    /** A server by the names of the columns of {@code show servers state}. */
    static Object stateValues(Object row, Words words, Speaker speaker) {
        Anonymizer hidden = Anonymizer.of(speaker.session());
        Listed columns = new Listed();
        state((Server) row, speaker.clock().millis(), hidden, columns);
        return named(STATE_HEADER, columns.values);
    }

    /** A server by the names of the columns of {@code show servers conn}. */
    static Object connectionValues(Object row, Words words, Speaker speaker) {
        Listed columns = new Listed();
        connections((Server) row, Anonymizer.of(speaker.session()), columns);
        return named(CONNECTIONS_HEADER, columns.values);
    }

    private static Map<String, Object> named(String header, List<Object> columns) {
        String[] names = header.substring(header.indexOf("# ") + 2).strip().split(" ", -1);
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(names[i], columns.get(i));
        }
        return named;
    }

    private static void state(Server server, long nowMillis, Anonymizer hidden, Columns columns) {
        Check health = server.health();
        CheckStatus status = health.last().status();
        Check agent = server.agent();
        columns.number(server.backend().id());
        columns.text(hidden.name(server.backend().name()));
        columns.number(server.id());
        columns.text(hidden.name(server.name()));
        columns.text(hidden.host(host(server.address())));
        columns.number(server.operationalState().ordinal());
        columns.number(server.adminState());
        columns.number(server.weight());
        columns.number(server.initialWeight());
        columns.number(Math.max(0, nowMillis - server.lastChangeMillis()) / 1000);
        columns.number(status == CheckStatus.UNKNOWN ? CheckStatus.INITIALIZING.code() : status.code());
        columns.number(health.last().verdict().ordinal());
        columns.number(health.health());
        columns.number(health.stateBits());
        columns.number(agent.isConfigured() ? agent.stateBits() | IS_AGENT : 0);
        columns.number(server.backend().settings().get(ProxySettings.ID) > 0 ? 1 : 0);
        columns.number(server.settings().get(ServerSettings.ID) > 0 ? 1 : 0);
        columns.text(name(server.settings().get(ServerSettings.FQDN), hidden));
        columns.text(port(server.address()));
        columns.text(name(server.settings().get(ServerSettings.SRV_RECORD), hidden));
        columns.number(encrypted(server.encryption()));
        columns.number(server.settings().get(ServerSettings.CHECK_PORT));
        columns.text(host(server.settings().get(ServerSettings.CHECK_ADDR), hidden));
        columns.text(host(server.agentAddress(), hidden));
        columns.number(server.agentPort());
        columns.end();
    }

    /** A word against encryption differs from none. */
    private static long encrypted(Encryption encryption) {
        if (encryption.isOn()) {
            return 1;
        }
        return encryption.isRuledOut() ? -1 : 0;
    }

    private static void connections(Server server, Anonymizer hidden, Columns columns) {
        long idle = server.idleConnections().get();
        int proven = server.provenConnections().get();
        columns.text(hidden.name(server.backend().name()) + "/" + hidden.name(server.name()));
        columns.text(server.backend().id() + "/" + server.id());
        columns.text(hidden.host(host(server.address())));
        columns.text(port(server.address()));
        columns.text("-");
        columns.number(server.settings().get(ServerSettings.POOL_PURGE_DELAY));
        columns.number(server.sessions().get());
        columns.number(server.usedConnections().get());
        columns.number(server.usedConnections().maximum());
        columns.number(server.usedConnections().maximum());
        // Of those that one client keeps for itself there is no count.
        columns.text("0");
        columns.number(Math.max(0, server.idleConnections().get() - proven));
        columns.number(proven);
        columns.number(server.settings().get(ServerSettings.POOL_MAX_CONN));
        columns.number(idle);
        columns.number(idle);
        columns.end();
    }

    private static String host(ServerAddress address) {
        return switch (address.family()) {
            case IPV4, IPV6 -> address.host();
            case NAME, UNIX, ABSTRACT, ABSTRACT_ZERO -> "-";
        };
    }

    private static String port(ServerAddress address) {
        return Integer.toUnsignedString(
                address.port()); // An offset may be negative, and is shown as HAProxy stores it.
    }

    private static String name(String name, Anonymizer hidden) {
        return name.isEmpty() ? "-" : hidden.name(name);
    }

    private static String host(String host, Anonymizer hidden) {
        return host.isEmpty() ? "-" : hidden.host(host);
    }

    /** Where the columns of a row go, one after the other. */
    private interface Columns {
        void text(String value);

        void number(long value);

        void end();
    }

    /** A line of text. */
    private static final class Line implements Columns {
        private final ByteWriter out;
        private boolean begun;

        Line(ByteWriter out) {
            this.out = out;
        }

        @Override
        public void text(String value) {
            divide();
            out.put(value);
        }

        @Override
        public void number(long value) {
            divide();
            out.put(value);
        }

        @Override
        public void end() {
            out.put('\n');
        }

        private void divide() {
            if (begun) {
                out.put(' ');
            }
            begun = true;
        }
    }

    /** Values for a program that asked for JSON. */
    private static final class Listed implements Columns {
        private final List<Object> values = new ArrayList<>();

        @Override
        public void text(String value) {
            values.add(value);
        }

        @Override
        public void number(long value) {
            values.add(value);
        }

        @Override
        public void end() {
            // A list ends by itself.
        }
    }
}

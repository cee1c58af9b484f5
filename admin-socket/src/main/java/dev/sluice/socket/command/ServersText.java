package dev.sluice.socket.command;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.operation.Outcome;
import dev.sluice.state.Check;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Encryption;
import dev.sluice.state.Server;
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

    private static final int STATE_COLUMNS = 25;

    /** Characters that hold most lines. */
    private static final int LINE_USUAL = 160;

    private ServersText() {}

    static Reply state(Outcome outcome, Words words, Speaker speaker) {
        long now = speaker.clock().millis();
        Anonymizer hidden = Anonymizer.of(speaker.session());
        return new Reply.Dump(Lines.of(
                STATE_HEADER, Values.rows(outcome, Server.class), server -> line(stateColumns(server, now, hidden))));
    }

    static Reply connections(Outcome outcome, Words words, Speaker speaker) {
        Anonymizer hidden = Anonymizer.of(speaker.session());
        return new Reply.Dump(Lines.of(
                CONNECTIONS_HEADER,
                Values.rows(outcome, Server.class),
                server -> line(connectionColumns(server, hidden))));
    }

    private static String line(List<Object> columns) {
        StringBuilder line = new StringBuilder(LINE_USUAL);
        for (Object column : columns) {
            if (column instanceof Long number) {
                line.append(number.longValue());
            } else {
                line.append(column);
            }
            line.append(' ');
        }
        line.setCharAt(line.length() - 1, '\n');
        return line.toString();
    }

    /** A server by the names of the columns of {@code show servers state}. */
    static Object stateValues(Object row, Words words, Speaker speaker) {
        Anonymizer hidden = Anonymizer.of(speaker.session());
        return named(STATE_HEADER, stateColumns((Server) row, speaker.clock().millis(), hidden));
    }

    /** A server by the names of the columns of {@code show servers conn}. */
    static Object connectionValues(Object row, Words words, Speaker speaker) {
        return named(CONNECTIONS_HEADER, connectionColumns((Server) row, Anonymizer.of(speaker.session())));
    }

    private static Map<String, Object> named(String header, List<Object> columns) {
        String[] names = header.substring(header.indexOf("# ") + 2).strip().split(" ", -1);
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(names[i], columns.get(i));
        }
        return named;
    }

    private static List<Object> stateColumns(Server server, long nowMillis, Anonymizer hidden) {
        Check health = server.health();
        CheckStatus status = health.last().status();
        Check agent = server.agent();
        List<Object> columns = new ArrayList<>(STATE_COLUMNS);
        columns.add(number(server.backend().id()));
        columns.add(hidden.name(server.backend().name()));
        columns.add(number(server.id()));
        columns.add(hidden.name(server.name()));
        columns.add(hidden.host(host(server.address())));
        columns.add(number(server.operationalState().ordinal()));
        columns.add(number(server.adminState()));
        columns.add(number(server.weight()));
        columns.add(number(server.initialWeight()));
        columns.add(number(Math.max(0, nowMillis - server.lastChangeMillis()) / 1000));
        columns.add(number(status == CheckStatus.UNKNOWN ? CheckStatus.INITIALIZING.code() : status.code()));
        columns.add(number(health.last().verdict().ordinal()));
        columns.add(number(health.health()));
        columns.add(number(health.stateBits()));
        columns.add(number(agent.isConfigured() ? agent.stateBits() | IS_AGENT : 0));
        columns.add(number(server.backend().settings().get(ProxySettings.ID) > 0 ? 1 : 0));
        columns.add(number(server.settings().get(ServerSettings.ID) > 0 ? 1 : 0));
        columns.add(orDash(server.settings().get(ServerSettings.FQDN), hidden));
        columns.add(port(server.address()));
        columns.add(orDash(server.settings().get(ServerSettings.SRV_RECORD), hidden));
        columns.add(number(encrypted(server.encryption())));
        columns.add(number(server.settings().get(ServerSettings.CHECK_PORT)));
        columns.add(orDash(server.settings().get(ServerSettings.CHECK_ADDR), hidden));
        columns.add(orDash(server.agentAddress(), hidden));
        columns.add(number(server.agentPort()));
        return columns;
    }

    /** A word against encryption differs from none. */
    private static long encrypted(Encryption encryption) {
        if (encryption.isOn()) {
            return 1;
        }
        return encryption.isRuledOut() ? -1 : 0;
    }

    private static List<Object> connectionColumns(Server server, Anonymizer hidden) {
        List<Object> columns = new ArrayList<>();
        Long idle = number(server.idleConnections().get());
        int proven = server.provenConnections().get();
        columns.add(hidden.name(server.backend().name()) + "/" + hidden.name(server.name()));
        columns.add(server.backend().id() + "/" + server.id());
        columns.add(hidden.host(host(server.address())));
        columns.add(number(server.address().port()));
        columns.add("-");
        columns.add(number(server.settings().get(ServerSettings.POOL_PURGE_DELAY)));
        columns.add(number(server.sessions().get()));
        columns.add(number(server.usedConnections().get()));
        columns.add(number(server.usedConnections().maximum()));
        columns.add(number(server.usedConnections().maximum()));
        // Of those that one client keeps for itself there is no count.
        columns.add("0");
        columns.add(number(Math.max(0, server.idleConnections().get() - proven)));
        columns.add(number(proven));
        columns.add(number(server.settings().get(ServerSettings.POOL_MAX_CONN)));
        columns.add(idle);
        columns.add(idle);
        return columns;
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

    private static String orDash(String text, Anonymizer hidden) {
        return text.isEmpty() ? "-" : hidden.host(text);
    }

    private static Long number(long value) {
        return value;
    }
}

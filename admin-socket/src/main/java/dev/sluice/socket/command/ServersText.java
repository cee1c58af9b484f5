package dev.sluice.socket.command;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.operation.Outcome;
import dev.sluice.state.Check;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Server;
import java.util.StringJoiner;

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
        return new Reply.Dump(Lines.of(STATE_HEADER, Values.rows(outcome, Server.class), server -> state(server, now, hidden)));
    }

    static Reply connections(Outcome outcome, Words words, Speaker speaker) {
        Anonymizer hidden = Anonymizer.of(speaker.session());
        return new Reply.Dump(
                Lines.of(CONNECTIONS_HEADER, Values.rows(outcome, Server.class), server -> connections(server, hidden)));
    }

    private static String state(Server server, long nowMillis, Anonymizer hidden) {
        Check health = server.health();
        CheckStatus status = health.last().status();
        Check agent = server.agent();
        StringJoiner columns = new StringJoiner(" ", "", "\n");
        columns.add(number(server.backend().id()))
                .add(hidden.name(server.backend().name()))
                .add(number(server.id()))
                .add(hidden.name(server.name()))
                .add(hidden.host(host(server.address())))
                .add(number(server.operationalState().ordinal()))
                .add(number(server.adminState()))
                .add(number(server.weight()))
                .add(number(server.initialWeight()))
                .add(number(Math.max(0, nowMillis - server.lastChangeMillis()) / 1000))
                .add(number(status == CheckStatus.UNKNOWN ? CheckStatus.INITIALIZING.code() : status.code()))
                .add(number(health.last().verdict().ordinal()))
                .add(number(health.health()))
                .add(number(health.stateBits()))
                .add(number(agent.isConfigured() ? agent.stateBits() | IS_AGENT : 0))
                .add(number(server.backend().settings().get(ProxySettings.ID) > 0 ? 1 : 0))
                .add(number(server.settings().get(ServerSettings.ID) > 0 ? 1 : 0))
                .add(orDash(server.settings().get(ServerSettings.FQDN), hidden))
                .add(port(server.address()))
                .add("-")
                .add("0")
                .add(number(server.settings().get(ServerSettings.CHECK_PORT)))
                .add(orDash(server.settings().get(ServerSettings.CHECK_ADDR), hidden))
                .add(orDash(ServerSettings.agentAddress(server.settings()), hidden))
                .add(number(ServerSettings.agentPort(server.settings())));
        return columns.toString();
    }

    private static String connections(Server server, Anonymizer hidden) {
        StringJoiner columns = new StringJoiner(" ", "", "\n");
        String idle = number(server.idleConnections().get());
        int proven = server.provenConnections().get();
        columns.add(hidden.name(server.backend().name()) + "/" + hidden.name(server.name()))
                .add(server.backend().id() + "/" + server.id())
                .add(hidden.host(host(server.address())))
                .add(number(server.address().port()))
                .add("-")
                .add(number(server.settings().get(ServerSettings.POOL_PURGE_DELAY)))
                .add(number(server.sessions().get()))
                .add(number(server.usedConnections().get()))
                .add(number(server.usedConnections().maximum()))
                .add(number(server.usedConnections().maximum()))
                // Of those that one client keeps for itself there is no count.
                .add("0")
                .add(number(Math.max(0, server.idleConnections().get() - proven)))
                .add(number(proven))
                .add(number(server.settings().get(ServerSettings.POOL_MAX_CONN)))
                .add(idle)
                .add(idle);
        return columns.toString();
    }

    private static String host(ServerAddress address) {
        return switch (address.family()) {
            case IPV4, IPV6 -> address.host();
            case NAME, UNIX, ABSTRACT -> "-";
        };
    }

    private static String port(ServerAddress address) {
        return Integer.toUnsignedString(
                address.port()); // An offset may be negative, and is shown as HAProxy stores it.
    }

    private static String orDash(String text, Anonymizer hidden) {
        return text.isEmpty() ? "-" : hidden.host(text);
    }

    private static String number(long value) {
        return Long.toString(value);
    }
}

package dev.sluice.operation.server;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Outcome;
import java.util.List;

/** What can be done with servers. */
public final class ServerOperations {
    public static final Declared<DisableServer> DISABLE_SERVER = Declared.change(
            DisableServer.class,
            "disable-server",
            Level.ADMIN,
            "put a server into maintenance",
            ServerHandlers::disable);
    public static final Declared<EnableServer> ENABLE_SERVER = Declared.change(
            EnableServer.class,
            "enable-server",
            Level.ADMIN,
            "end a server's maintenance and draining",
            ServerHandlers::enable);
    public static final Declared<SetServerState> SET_SERVER_STATE = Declared.change(
            SetServerState.class,
            "set-server-state",
            Level.ADMIN,
            "set a server's administrative state",
            ServerHandlers::state);
    public static final Declared<SetServerWeight> SET_SERVER_WEIGHT = Declared.change(
            SetServerWeight.class,
            "set-server-weight",
            Level.ADMIN,
            "change a server's weight",
            ServerHandlers::weight);
    public static final Declared<GetWeight> GET_WEIGHT = Declared.look(
            GetWeight.class, "get-weight", Level.USER, "tell a server's weights", ServerHandlers::getWeight);
    public static final Declared<SetServerHealth> SET_SERVER_HEALTH = Declared.change(
            SetServerHealth.class,
            "set-server-health",
            Level.ADMIN,
            "override what is known of a server's health",
            ServerHandlers::health);
    public static final Declared<SetServerAgent> SET_SERVER_AGENT = Declared.change(
            SetServerAgent.class,
            "set-server-agent",
            Level.ADMIN,
            "override what the agent said of a server",
            ServerHandlers::agent);
    public static final Declared<SetServerAddress> SET_SERVER_ADDRESS = Declared.change(
            SetServerAddress.class,
            "set-server-address",
            Level.ADMIN,
            "change where a server is",
            ServerHandlers::address);
    public static final Declared<SetServerUnknown> SET_SERVER_UNKNOWN = Declared.change(
                    SetServerUnknown.class,
                    "set-server-unknown",
                    Level.ADMIN,
                    "refuse what can not be set of a server",
                    ServerHandlers::unknown)
            .textOnly();
    public static final Declared<SetServerMaxconn> SET_SERVER_MAXCONN = Declared.change(
            SetServerMaxconn.class,
            "set-server-maxconn",
            Level.ADMIN,
            "change how many requests a server gets at once",
            ServerHandlers::maxconn);
    public static final Declared<UpdateServer> UPDATE_SERVER = Declared.change(
                    UpdateServer.class,
                    "update-server",
                    Level.ADMIN,
                    "set several things of a server at once",
                    UpdateHandler::update)
            .typedOnly();
    public static final Declared<UpdateServers> UPDATE_SERVERS = Declared.change(
                    UpdateServers.class,
                    "update-servers",
                    Level.ADMIN,
                    "set several things of several servers at once",
                    UpdateHandler::updateAll)
            .typedOnly();
    public static final Declared<EnableHealth> ENABLE_HEALTH = Declared.change(
            EnableHealth.class,
            "enable-health",
            Level.ADMIN,
            "switch a server's health check on",
            CheckHandlers::enableHealth);
    public static final Declared<DisableHealth> DISABLE_HEALTH = Declared.change(
            DisableHealth.class,
            "disable-health",
            Level.ADMIN,
            "switch a server's health check off",
            CheckHandlers::disableHealth);
    public static final Declared<EnableAgent> ENABLE_AGENT = Declared.change(
            EnableAgent.class,
            "enable-agent",
            Level.ADMIN,
            "switch a server's agent check on",
            CheckHandlers::enableAgent);
    public static final Declared<DisableAgent> DISABLE_AGENT = Declared.change(
            DisableAgent.class,
            "disable-agent",
            Level.ADMIN,
            "switch a server's agent check off",
            CheckHandlers::disableAgent);
    public static final Declared<ShutdownServerSessions> SHUTDOWN_SERVER_SESSIONS = Declared.slowChange(
            ShutdownServerSessions.class,
            "shutdown-server-sessions",
            Level.ADMIN,
            "cut all sessions of a server",
            ServerHandlers::shutdownSessions);
    public static final Declared<ShowServersState> SHOW_SERVERS_STATE = Declared.look(
            ShowServersState.class,
            "show-servers-state",
            Level.USER,
            "list servers with their state",
            ServerHandlers::showState);
    public static final Declared<ShowServersConnections> SHOW_SERVERS_CONNECTIONS = Declared.look(
            ShowServersConnections.class,
            "show-servers-conn",
            Level.USER,
            "list servers with their connections",
            ServerHandlers::showConnections);

    public static final Declared<SetServerCheckAddress> SET_SERVER_CHECK_ADDRESS = Declared.change(
            SetServerCheckAddress.class,
            "set-server-check-address",
            Level.ADMIN,
            "have a server's health checks go to another address",
            SettingHandlers::checkAddress);
    public static final Declared<SetServerCheckPort> SET_SERVER_CHECK_PORT = Declared.change(
            SetServerCheckPort.class,
            "set-server-check-port",
            Level.ADMIN,
            "have a server's health checks go to another port",
            SettingHandlers::checkPort);
    public static final Declared<SetServerAgentAddress> SET_SERVER_AGENT_ADDRESS = Declared.change(
            SetServerAgentAddress.class,
            "set-server-agent-address",
            Level.ADMIN,
            "have a server's agent be asked elsewhere",
            SettingHandlers::agentAddress);
    public static final Declared<SetServerAgentPort> SET_SERVER_AGENT_PORT = Declared.change(
            SetServerAgentPort.class,
            "set-server-agent-port",
            Level.ADMIN,
            "have a server's agent be asked at another port",
            SettingHandlers::agentPort);
    public static final Declared<SetServerAgentSend> SET_SERVER_AGENT_SEND = Declared.change(
            SetServerAgentSend.class,
            "set-server-agent-send",
            Level.ADMIN,
            "change what a server's agent is asked",
            SettingHandlers::agentSend);
    public static final Declared<SetServerName> SET_SERVER_NAME = Declared.change(
            SetServerName.class,
            "set-server-name",
            Level.ADMIN,
            "rename a server that is in maintenance",
            SettingHandlers::name);
    public static final Declared<SetServerFqdn> SET_SERVER_FQDN = Declared.change(
            SetServerFqdn.class,
            "set-server-fqdn",
            Level.ADMIN,
            "have a server be where another host name leads",
            SettingHandlers::fqdn);
    public static final Declared<SetServerSsl> SET_SERVER_SSL = Declared.change(
            SetServerSsl.class,
            "set-server-ssl",
            Level.ADMIN,
            "have connections to a server encrypted, or not",
            SettingHandlers::ssl);
    public static final Declared<AddServer> ADD_SERVER = Declared.change(
            AddServer.class, "add-server", Level.ADMIN, "add a server to a backend", AdditionHandlers::add);
    public static final Declared<AddServerHelp> ADD_SERVER_HELP = Declared.look(
                    AddServerHelp.class,
                    "add-server-help",
                    Level.ADMIN,
                    "list the keywords that a server can be added with",
                    (operation, context) -> Outcome.value(context.host().keywords()))
            .textOnly();
    public static final Declared<DelServer> DEL_SERVER = Declared.change(
            DelServer.class, "del-server", Level.ADMIN, "take a server out of its backend", AdditionHandlers::del);
    public static final Declared<ShowDefaultServers> SHOW_DEFAULT_SERVER = Declared.look(
            ShowDefaultServers.class,
            "show-default-server",
            Level.USER,
            "list what servers can be added from",
            AdditionHandlers::showDefaults);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            DISABLE_SERVER,
            ENABLE_SERVER,
            SET_SERVER_STATE,
            SET_SERVER_WEIGHT,
            GET_WEIGHT,
            SET_SERVER_HEALTH,
            SET_SERVER_AGENT,
            SET_SERVER_ADDRESS,
            SET_SERVER_UNKNOWN,
            SET_SERVER_MAXCONN,
            UPDATE_SERVER,
            UPDATE_SERVERS,
            ENABLE_HEALTH,
            DISABLE_HEALTH,
            ENABLE_AGENT,
            DISABLE_AGENT,
            SHUTDOWN_SERVER_SESSIONS,
            SHOW_SERVERS_STATE,
            SHOW_SERVERS_CONNECTIONS,
            SET_SERVER_CHECK_ADDRESS,
            SET_SERVER_CHECK_PORT,
            SET_SERVER_AGENT_ADDRESS,
            SET_SERVER_AGENT_PORT,
            SET_SERVER_AGENT_SEND,
            SET_SERVER_NAME,
            SET_SERVER_FQDN,
            SET_SERVER_SSL,
            ADD_SERVER,
            ADD_SERVER_HELP,
            DEL_SERVER,
            SHOW_DEFAULT_SERVER);

    private ServerOperations() {}
}

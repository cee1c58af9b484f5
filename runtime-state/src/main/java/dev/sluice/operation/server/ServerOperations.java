package dev.sluice.operation.server;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
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
            ENABLE_HEALTH,
            DISABLE_HEALTH,
            ENABLE_AGENT,
            DISABLE_AGENT,
            SHUTDOWN_SERVER_SESSIONS,
            SHOW_SERVERS_STATE,
            SHOW_SERVERS_CONNECTIONS);

    private ServerOperations() {}
}

package dev.sluice.operation.session;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with sessions. */
public final class SessionOperations {
    public static final Declared<ShowSessions> SHOW_SESSIONS = Declared.slowLook(
            ShowSessions.class, "show-sess", Level.OPERATOR, "list live streams", SessionHandlers::show);
    public static final Declared<ShutdownSession> SHUTDOWN_SESSION = Declared.slowChange(
            ShutdownSession.class, "shutdown-session", Level.ADMIN, "cut one session", SessionHandlers::shutdown);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(SHOW_SESSIONS, SHUTDOWN_SESSION);

    private SessionOperations() {}
}

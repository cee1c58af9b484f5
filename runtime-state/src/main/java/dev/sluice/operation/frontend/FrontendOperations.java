package dev.sluice.operation.frontend;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with frontends. */
public final class FrontendOperations {
    public static final Declared<DisableFrontend> DISABLE_FRONTEND = Declared.slowChange(
            DisableFrontend.class,
            "disable-frontend",
            Level.ADMIN,
            "have a frontend refuse connections for a while",
            FrontendHandlers::disable);
    public static final Declared<EnableFrontend> ENABLE_FRONTEND = Declared.slowChange(
            EnableFrontend.class,
            "enable-frontend",
            Level.ADMIN,
            "have a frontend take connections again",
            FrontendHandlers::enable);
    public static final Declared<ShutdownFrontend> SHUTDOWN_FRONTEND = Declared.slowChange(
            ShutdownFrontend.class,
            "shutdown-frontend",
            Level.ADMIN,
            "close a frontend's listeners for good",
            FrontendHandlers::shutdown);
    public static final Declared<SetFrontendMaxconn> SET_FRONTEND_MAXCONN = Declared.change(
            SetFrontendMaxconn.class,
            "set-frontend-maxconn",
            Level.ADMIN,
            "change how many connections a frontend takes at once",
            FrontendHandlers::maxconn);

    public static final Declared<AddFrontend> ADD_FRONTEND = Declared.change(
            AddFrontend.class,
            "add-frontend",
            Level.ADMIN,
            "add a frontend from a defaults section",
            AdditionHandlers::add);
    public static final Declared<DelFrontend> DEL_FRONTEND = Declared.slowChange(
            DelFrontend.class,
            "del-frontend",
            Level.ADMIN,
            "take out a frontend that is disabled or shut down",
            AdditionHandlers::del);
    public static final Declared<AddBind> ADD_BIND = Declared.slowChange(
            AddBind.class, "add-bind", Level.ADMIN, "have a frontend listen elsewhere too", AdditionHandlers::addBind);
    public static final Declared<DelBind> DEL_BIND = Declared.slowChange(
            DelBind.class,
            "del-bind",
            Level.ADMIN,
            "have a frontend listen on an address no more",
            AdditionHandlers::delBind);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            DISABLE_FRONTEND,
            ENABLE_FRONTEND,
            SHUTDOWN_FRONTEND,
            SET_FRONTEND_MAXCONN,
            ADD_FRONTEND,
            DEL_FRONTEND,
            ADD_BIND,
            DEL_BIND);

    private FrontendOperations() {}
}

package dev.sluice.operation.backend;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with backends. */
public final class BackendOperations {
    public static final Declared<DisableBackend> DISABLE_BACKEND = Declared.change(
            DisableBackend.class,
            "disable-backend",
            Level.ADMIN,
            "have a backend take nobody any more",
            BackendHandlers::disable);
    public static final Declared<EnableBackend> ENABLE_BACKEND = Declared.change(
            EnableBackend.class,
            "enable-backend",
            Level.ADMIN,
            "have a backend take clients again",
            BackendHandlers::enable);
    public static final Declared<ShowBackends> SHOW_BACKENDS =
            Declared.look(ShowBackends.class, "show-backend", Level.USER, "list the backends", BackendHandlers::show);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(DISABLE_BACKEND, ENABLE_BACKEND, SHOW_BACKENDS);

    private BackendOperations() {}
}

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

    public static final Declared<AddBackend> ADD_BACKEND = Declared.change(
            AddBackend.class,
            "add-backend",
            Level.ADMIN,
            "add a backend from a defaults section",
            AdditionHandlers::add);
    public static final Declared<DelBackend> DEL_BACKEND = Declared.change(
            DelBackend.class, "del-backend", Level.ADMIN, "take out a backend without servers", AdditionHandlers::del);
    public static final Declared<PublishBackend> PUBLISH_BACKEND = Declared.change(
            PublishBackend.class,
            "publish-backend",
            Level.ADMIN,
            "have rules of frontends choose a backend",
            AdditionHandlers::publish);
    public static final Declared<UnpublishBackend> UNPUBLISH_BACKEND = Declared.change(
            UnpublishBackend.class,
            "unpublish-backend",
            Level.ADMIN,
            "have no rule of a frontend choose a backend",
            AdditionHandlers::unpublish);
    public static final Declared<ShowDefaults> SHOW_DEFAULTS = Declared.look(
            ShowDefaults.class,
            "show-defaults",
            Level.USER,
            "list the defaults sections that backends can be added from",
            AdditionHandlers::showDefaults);

    public static final Declared<EnableDynamicCookie> ENABLE_DYNAMIC_COOKIE = Declared.change(
            EnableDynamicCookie.class,
            "enable-dynamic-cookie",
            Level.ADMIN,
            "compute the cookies of servers that have none of their own",
            CookieHandlers::enable);
    public static final Declared<DisableDynamicCookie> DISABLE_DYNAMIC_COOKIE = Declared.change(
            DisableDynamicCookie.class,
            "disable-dynamic-cookie",
            Level.ADMIN,
            "compute no cookies of servers any more",
            CookieHandlers::disable);
    public static final Declared<SetDynamicCookieKey> SET_DYNAMIC_COOKIE_KEY = Declared.change(
            SetDynamicCookieKey.class,
            "set-dynamic-cookie-key",
            Level.ADMIN,
            "compute the cookies of servers from another key",
            CookieHandlers::key);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            DISABLE_BACKEND,
            ENABLE_BACKEND,
            SHOW_BACKENDS,
            ADD_BACKEND,
            DEL_BACKEND,
            PUBLISH_BACKEND,
            UNPUBLISH_BACKEND,
            SHOW_DEFAULTS,
            ENABLE_DYNAMIC_COOKIE,
            DISABLE_DYNAMIC_COOKIE,
            SET_DYNAMIC_COOKIE_KEY);

    private BackendOperations() {}
}

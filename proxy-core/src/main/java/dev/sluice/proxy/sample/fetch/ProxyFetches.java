package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.BACKEND;
import static dev.sluice.proxy.sample.Signature.Kind.FRONTEND;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.Setting;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What frontends and backends tell of themselves. */
final class ProxyFetches {
    static final List<Fetch> ALL = List.of(
            name("fe_name", "the frontend's name", SampleContext::frontend),
            id("fe_id", "the frontend's number", SampleContext::frontend),
            name("be_name", "the backend's name", SampleContext::backend),
            id("be_id", "the backend's number", SampleContext::backend),
            Fetch.of("fe_defbe", SampleType.STR, Layer.CONNECTION, "the frontend's default backend", (c, sample) -> {
                Frontend frontend = c.frontend();
                String name = frontend == null ? "" : frontend.settings().get(ProxySettings.DEFAULT_BACKEND);
                return !name.isEmpty() && sample.text(name.getBytes(StandardCharsets.ISO_8859_1));
            }),
            timeout("fe_client_timeout", "its timeout client", SampleContext::frontend, ProxySettings.TIMEOUT_CLIENT),
            timeout("fe_tarpit_timeout", "its timeout tarpit", SampleContext::frontend, ProxySettings.TIMEOUT_TARPIT),
            timeout("be_server_timeout", "its timeout server", SampleContext::backend, ProxySettings.TIMEOUT_SERVER),
            timeout("be_tunnel_timeout", "its timeout tunnel", SampleContext::backend, ProxySettings.TIMEOUT_TUNNEL),
            timeout("be_connect_timeout", "its timeout connect", SampleContext::backend, ProxySettings.TIMEOUT_CONNECT),
            timeout("be_queue_timeout", "its timeout queue", SampleContext::backend, ProxySettings.TIMEOUT_QUEUE),
            timeout("be_tarpit_timeout", "its timeout tarpit", SampleContext::backend, ProxySettings.TIMEOUT_TARPIT),
            Fetch.of("be_max_retries", SampleType.SINT, Layer.CONNECTION, "its retries", (context, sample) -> {
                Backend backend = context.backend();
                return backend != null && sample.integer(backend.settings().get(ProxySettings.RETRIES));
            }),
            Fetch.of("so_id", SampleType.SINT, Layer.CONNECTION, "the bind line's number", (context, sample) -> {
                Listener listener = context.listener();
                return listener != null && sample.integer(listener.id());
            }),
            Fetch.of("so_name", SampleType.STR, Layer.CONNECTION, "the bind line's name", (context, sample) -> {
                Listener listener = context.listener();
                return listener != null
                        && !listener.name().isEmpty()
                        && sample.text(listener.name(), context.scratch());
            }),
            front(
                    "fe_conn",
                    "sessions of a frontend",
                    (proxy, now) -> proxy.sessions().get()),
            front(
                    "fe_sess_rate",
                    "new sessions a second of a frontend",
                    (proxy, now) -> proxy.sessionRate().perSecond(now)),
            front(
                    "fe_req_rate",
                    "requests a second of a frontend",
                    (proxy, now) -> proxy instanceof Frontend frontend
                            ? frontend.requestRate().perSecond(now)
                            : 0),
            back(
                    "be_conn",
                    "sessions of a backend",
                    (backend, now) -> backend.sessions().get()),
            back(
                    "be_sess_rate",
                    "new sessions a second of a backend",
                    (backend, now) -> backend.sessionRate().perSecond(now)),
            back(
                    "nbsrv",
                    "usable servers of a backend",
                    (backend, now) -> backend.usableActive() > 0 ? backend.usableActive() : backend.usableBackup()),
            back("queue", "requests waiting in a backend", (backend, now) -> waiting(backend)),
            back("avg_queue", "requests waiting for each usable server of a backend", (backend, now) -> {
                int servers = backend.usableActive() > 0 ? backend.usableActive() : backend.usableBackup();
                return servers == 0 ? waiting(backend) : (waiting(backend) + servers - 1) / servers;
            }),
            back("connslots", "connections and places in queues that a backend has left", ProxyFetches::slots),
            back("be_conn_free", "connections that a backend has left", ProxyFetches::free));

    private ProxyFetches() {}

    private interface Choice<T extends Proxy> {
        @Nullable
        T of(SampleContext context);
    }

    private interface Count<T extends Proxy> {
        long of(T proxy, long nowMillis);
    }

    private static <T extends Proxy> Fetch name(String name, String documentation, Choice<T> choice) {
        return Fetch.of(name, SampleType.STR, Layer.CONNECTION, documentation, (context, sample) -> {
            T proxy = choice.of(context);
            return proxy != null && sample.text(proxy.name(), context.scratch());
        });
    }

    private static <T extends Proxy> Fetch id(String name, String documentation, Choice<T> choice) {
        return Fetch.of(name, SampleType.SINT, Layer.CONNECTION, documentation, (context, sample) -> {
            T proxy = choice.of(context);
            return proxy != null && sample.integer(proxy.id());
        });
    }

    private static <T extends Proxy> Fetch timeout(
            String name, String documentation, Choice<T> choice, Setting<Long> setting) {
        return Fetch.of(name, SampleType.SINT, Layer.CONNECTION, documentation, (context, sample) -> {
            T proxy = choice.of(context);
            return proxy != null && sample.integer(proxy.settings().get(setting));
        });
    }

    private static Fetch back(String name, String documentation, Count<Backend> count) {
        return Fetch.of(
                name, Signature.of(0, BACKEND), SampleType.SINT, Layer.INTERNAL, documentation, (arguments, scope) -> {
                    Backend named = arguments.backend(0);
                    return (context, sample) -> {
                        Backend backend = named != null ? named : context.backend();
                        return backend != null
                                && sample.integer(
                                        count.of(backend, context.clock().millis()));
                    };
                });
    }

    private static Fetch front(String name, String documentation, Count<Proxy> count) {
        return Fetch.of(
                name, Signature.of(0, FRONTEND), SampleType.SINT, Layer.INTERNAL, documentation, (arguments, scope) -> {
                    Proxy named = arguments.frontend(0);
                    return (context, sample) -> {
                        Proxy proxy = named != null ? named : context.frontend();
                        return proxy != null
                                && sample.integer(
                                        count.of(proxy, context.clock().millis()));
                    };
                });
    }

    private static long waiting(Backend backend) {
        long waiting = backend.queued().get();
        for (Server server : backend.servers()) {
            waiting += server.queued().get();
        }
        return waiting;
    }

    private static long slots(Backend backend, long nowMillis) {
        long slots = 0;
        for (Server server : backend.servers()) {
            if (!ServerFetches.isUp(server)) {
                continue;
            }
            if (server.maxconn() == 0 || server.maxqueue() == 0) {
                return -1;
            }
            slots += server.maxconn()
                    - server.sessions().get()
                    + server.maxqueue()
                    - server.queued().get();
        }
        return slots;
    }

    private static long free(Backend backend, long nowMillis) {
        long free = 0;
        for (Server server : backend.servers()) {
            if (!ServerFetches.isUp(server)) {
                continue;
            }
            if (server.maxconn() == 0) {
                return -1;
            }
            free += Math.max(0, server.maxconn() - server.sessions().get());
        }
        return free;
    }
}

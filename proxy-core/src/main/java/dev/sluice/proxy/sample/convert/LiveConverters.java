package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;

import dev.sluice.proxy.sample.Captured;
import dev.sluice.proxy.sample.Compiler;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What names of proxies and servers stand for at this moment; and texts kept for the log. */
final class LiveConverters {
    private static final Signature PLACE = Signature.of(1, SINT);

    static final List<Converter> ALL = List.of(
            Converter.of(
                    "fe_exists",
                    Signature.NONE,
                    SampleType.STR,
                    SampleType.BOOL,
                    "whether a frontend has this name",
                    (arguments, scope) -> {
                        RuntimeState state = scope.find(RuntimeState.class);
                        return (context, sample) -> state != null
                                && sample.bool(state.topology()
                                        .frontend(sample.string())
                                        .isPresent());
                    }),
            Converter.of(
                    "nbsrv",
                    Signature.NONE,
                    SampleType.STR,
                    SampleType.SINT,
                    "usable servers of the backend of this name",
                    (arguments, scope) -> {
                        RuntimeState state = scope.find(RuntimeState.class);
                        return (context, sample) -> {
                            Backend found = state == null ? null : backend(state, sample.string());
                            return found != null
                                    && sample.integer(
                                            found.usableActive() > 0 ? found.usableActive() : found.usableBackup());
                        };
                    }),
            Converter.of(
                    "srv_is_up",
                    Signature.NONE,
                    SampleType.STR,
                    SampleType.BOOL,
                    "whether the server of this name takes requests",
                    server((sample, server) -> sample.bool(isUp(server)))),
            Converter.of(
                    "srv_queue",
                    Signature.NONE,
                    SampleType.STR,
                    SampleType.SINT,
                    "requests waiting for the server of this name",
                    server((sample, server) -> sample.integer(server.queued().get()))),
            capture("capture-req", true),
            capture("capture-res", false));

    private LiveConverters() {}

    private interface Question {
        boolean of(Sample sample, Server server);
    }

    private static Compiler server(Question question) {
        return (arguments, scope) -> {
            RuntimeState state = scope.find(RuntimeState.class);
            Proxy own = scope.proxy();
            return (context, sample) -> {
                Server found = state == null ? null : server(state, own, context, sample.string());
                return found != null && question.of(sample, found);
            };
        };
    }

    private static @Nullable Backend backend(RuntimeState state, String name) {
        return state.topology().backend(name).orElse(null);
    }

    /** The server of {@code backend/server}, or of the section that asks, or of the backend that was chosen. */
    private static @Nullable Server server(
            RuntimeState state, @Nullable Proxy own, SampleContext context, String text) {
        int slash = text.indexOf('/');
        Backend of;
        if (slash >= 0) {
            of = backend(state, text.substring(0, slash));
        } else {
            Backend named = own == null ? null : backend(state, own.name());
            of = named == null ? context.backend() : named;
        }
        Optional<Server> found = of == null ? Optional.empty() : of.server(text.substring(slash + 1));
        return found.orElse(null);
    }

    private static boolean isUp(Server server) {
        return server.backend().isEnabled()
                && (server.adminState() & AdminState.MAINT) == 0
                && server.operationalState() != OperationalState.STOPPED;
    }

    private static Converter capture(String name, boolean request) {
        return Converter.of(
                name,
                PLACE,
                SampleType.STR,
                SampleType.STR,
                "keeps it for the log, in a declared place",
                (arguments, scope) -> {
                    int place = (int) Math.min(Integer.MAX_VALUE, arguments.number(0));
                    return (context, sample) -> {
                        Captured kept = Captured.of(context);
                        if (kept != null) {
                            kept.keep(request, place, sample);
                        }
                        return true;
                    };
                });
    }
}

package dev.sluice.operation.frontend;

import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.config.keyword.RunningFrontend;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.config.parse.RunningLine;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.NewProxy;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.TlsBindings;
import dev.sluice.tls.TlsFormatException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Adds frontends and addresses that they listen on, and takes them out. HAProxy has no such commands. */
final class AdditionHandlers {
    private AdditionHandlers() {}

    static Outcome add(AddFrontend operation, Context context) {
        return read(operation, context).then(spec -> {
            Frontend frontend = context.membership().addFrontend(spec);
            context.changed("frontend " + frontend + " added");
            return Outcome.done(Severity.INFO, "New frontend registered.");
        });
    }

    private static Checked<ProxySpec> read(AddFrontend operation, Context context) {
        NewProxy proxy = new NewProxy(ProxySpec.Kind.FRONTEND, operation.name());
        return proxy.defaults(operation.defaults(), context)
                .and(defaults -> settings(operation, defaults, context))
                .and(settings -> proxy.spec(settings, context))
                .and(spec -> leading(spec, context))
                .and(spec -> proxy.runnable(spec, context));
    }

    private static Checked<Settings> settings(AddFrontend operation, Settings defaults, Context context) {
        Line line = RunningLine.of(
                context.host().keywords(), Place.FRONTEND, operation.name(), Settings.EMPTY, operation.words());
        try {
            return Checked.of(RunningFrontend.settings(line, defaults));
        } catch (BadLineException e) {
            return bad(e.text());
        }
    }

    /** The section, unless it cannot lead where it is to lead. */
    private static Checked<ProxySpec> leading(ProxySpec spec, Context context) {
        String wanted = spec.settings().get(ProxySettings.DEFAULT_BACKEND);
        if (wanted.isEmpty()) {
            return Checked.of(spec);
        }
        Optional<Backend> backend = context.state().topology().backend(wanted);
        if (backend.isEmpty()) {
            return Checked.refused(
                    Reason.BACKEND_NOT_FOUND, "unable to find required default_backend: '" + wanted + "'.");
        }
        return backend.get().mode() == spec.settings().get(ProxySettings.MODE)
                ? Checked.of(spec)
                : bad("the mode of the frontend is not that of backend '" + wanted + "'.");
    }

    static CompletionStage<Outcome> del(DelFrontend operation, Context context) {
        return Find.namedFrontend(context, operation.frontend()).thenCompose(frontend -> {
            if (frontend.spec().kind() == ProxySpec.Kind.LISTEN) {
                return refused(Reason.FRONTEND_REFERENCED, "Cannot delete a listen section.");
            }
            if (frontend.status() == Frontend.Status.OPEN) {
                return refused(Reason.FRONTEND_OPEN, "Frontend must be disabled or shut down prior to its deletion.");
            }
            context.changing();
            CompletionStage<Void> closed = context.membership().removeFrontend(frontend);
            context.changed("frontend " + frontend + " deleted");
            return closed.thenApply(done -> Outcome.done(Severity.INFO, "Frontend deleted."));
        });
    }

    static CompletionStage<Outcome> addBind(AddBind operation, Context context) {
        return Find.namedFrontend(context, operation.frontend()).thenCompose(frontend -> {
            if (frontend.status() == Frontend.Status.STOP) {
                return refused(Reason.FRONTEND_SHUT_DOWN, "Frontend was previously shut down, cannot listen.");
            }
            return bindSpec(operation, frontend, context).thenCompose(spec -> {
                context.changing();
                List<Listener> listeners = context.membership().listeners(frontend, spec);
                TlsBindings encryption = context.membership().encryption();
                try {
                    for (Listener listener : listeners) {
                        encryption.make(listener, spec, frontend.mode());
                    }
                } catch (TlsFormatException e) {
                    encryption.abandon();
                    return refused(Reason.BAD_ARGUMENT, String.valueOf(e.getMessage()));
                }
                return bind(frontend, listeners, encryption, context);
            });
        });
    }

    private static Checked<BindSpec> bindSpec(AddBind operation, Frontend frontend, Context context) {
        if (operation.words().isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "'bind' expects <address>[:<port>] as argument.");
        }
        Line line = RunningLine.of(
                context.host().keywords(), Place.FRONTEND, frontend.name(), frontend.settings(), operation.words());
        try {
            BindSpec spec = RunningFrontend.bind(line);
            Optional<Listener> there = context.state().topology().frontends().stream()
                    .flatMap(other -> other.listeners().stream())
                    .filter(listener -> spec.addresses().contains(listener.address()))
                    .filter(listener -> !isChosenByKernel(listener.address()))
                    .findFirst();
            return there.<Checked<BindSpec>>map(listener -> Checked.refused(
                            Reason.NAME_TAKEN,
                            "Frontend '" + listener.frontend() + "' listens on "
                                    + listener.address().display() + " already."))
                    .orElseGet(() -> Checked.of(spec));
        } catch (BadLineException e) {
            return bad(e.text());
        }
    }

    /** Whether each listener of the address gets a port of its own. */
    private static boolean isChosenByKernel(ListenAddress address) {
        return address instanceof ListenAddress.Inet inet && inet.port() == 0;
    }

    /** Binds all or none; in the meantime others may have changed the frontend. */
    private static CompletionStage<Outcome> bind(
            Frontend frontend, List<Listener> listeners, TlsBindings encryption, Context context) {
        List<CompletableFuture<Optional<String>>> binding = listeners.stream()
                .map(listener -> context.dataPlane().bind(listener).toCompletableFuture())
                .toList();
        return all(binding)
                .thenComposeAsync(
                        errors -> {
                            boolean gone =
                                    !context.state().topology().frontends().contains(frontend);
                            if (errors.isEmpty() && !gone) {
                                encryption.apply();
                                return open(frontend, listeners, context);
                            }
                            encryption.abandon();
                            listeners.forEach(listener -> {
                                var unused = context.dataPlane().close(listener);
                            });
                            return refused(
                                    gone ? Reason.FRONTEND_NOT_FOUND : Reason.BIND_FAILED,
                                    gone ? "No such frontend." : String.join("\n", errors));
                        },
                        context.control());
    }

    private static CompletionStage<Outcome> open(Frontend frontend, List<Listener> listeners, Context context) {
        context.membership().addListeners(frontend, listeners);
        context.changed("frontend " + frontend + " listens on "
                + listeners.stream().map(each -> each.address().display()).toList());
        Outcome done = Outcome.done(Severity.INFO, "New listener registered.");
        if (frontend.status() != Frontend.Status.OPEN) {
            return CompletableFuture.completedStage(done);
        }
        return all(listeners.stream()
                        .map(listener -> context.dataPlane().resume(listener).toCompletableFuture())
                        .toList())
                .thenApply(
                        errors -> errors.isEmpty() ? done : Outcome.done(Severity.WARNING, String.join("\n", errors)));
    }

    /** Completes with all errors once all have completed. */
    private static CompletionStage<List<String>> all(List<CompletableFuture<Optional<String>>> steps) {
        return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                .thenApply(done -> steps.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }

    static CompletionStage<Outcome> delBind(DelBind operation, Context context) {
        return Find.namedFrontend(context, operation.frontend()).thenCompose(frontend -> {
            Optional<Listener> found = frontend.listeners().stream()
                    .filter(listener -> isNamed(listener, operation.bind()))
                    .findFirst();
            if (found.isEmpty()) {
                return refused(Reason.LISTENER_NOT_FOUND, "No such listener.");
            }
            context.changing();
            CompletionStage<Void> closed = context.membership().removeListener(found.get());
            context.changed("frontend " + frontend + " does not listen on "
                    + found.get().address().display() + " any more");
            return closed.thenApply(done -> Outcome.done(Severity.INFO, "Listener deleted."));
        });
    }

    private static boolean isNamed(Listener listener, String reference) {
        if (reference.startsWith("#")) {
            return listener.id() == Numbers.atoi(reference.substring(1));
        }
        ListenAddress address = listener.address();
        boolean inet = address instanceof ListenAddress.Inet found
                && found.hostAndPort().equals(reference);
        return inet || listener.name().equals(reference) || address.display().equals(reference);
    }

    private static <T> Checked<T> bad(String text) {
        return Checked.refused(Reason.BAD_ARGUMENT, text);
    }

    private static CompletionStage<Outcome> refused(Reason reason, String text) {
        return CompletableFuture.completedStage(Outcome.refused(reason, text));
    }
}

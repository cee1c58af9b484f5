package dev.sluice.operation.backend;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Find;
import dev.sluice.operation.NewProxy;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Backend;
import java.util.List;
import java.util.Optional;

/** Adds backends and takes them out, publishes them and takes that back. */
final class AdditionHandlers {
    private AdditionHandlers() {}

    static Outcome add(AddBackend operation, Context context) {
        context.told().clear();
        return read(operation, context).then(spec -> {
            Backend backend = context.membership().addBackend(spec);
            context.changed("backend " + backend + " added");
            return Outcome.done(Severity.INFO, "New backend registered.");
        });
    }

    private static Checked<ProxySpec> read(AddBackend operation, Context context) {
        if (operation.name().isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Require backend name.");
        }
        if (operation.defaults().isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Usage: add backend <name> from <defproxy>.");
        }
        NewProxy proxy = new NewProxy(ProxySpec.Kind.BACKEND, operation.name());
        return words(operation.words())
                .and(own -> proxy.defaults(operation.defaults(), context)
                        .and(defaults -> settings(operation, own, defaults)))
                .and(settings -> proxy.spec(settings, context))
                .and(spec -> proxy.runnable(spec, context));
    }

    /** What the words themselves set; the last of each counts. */
    private static Checked<Settings> words(List<String> words) {
        Settings.Builder own = Settings.EMPTY.toBuilder();
        for (int at = 0; at < words.size(); at += 2) {
            String value = at + 1 < words.size() ? words.get(at + 1) : "";
            switch (value.isEmpty() ? "" : words.get(at)) {
                case "mode" -> {
                    Optional<Mode> mode = mode(value);
                    if (mode.isEmpty()) {
                        return Checked.refused(Reason.BAD_ARGUMENT, "Unknown proxy mode.");
                    }
                    own.set(ProxySettings.MODE, mode.get());
                }
                case "guid" -> own.set(ProxySettings.GUID, value);
                default -> {
                    return Checked.refused(
                            Reason.BAD_ARGUMENT,
                            "Usage: add backend <name> from <defproxy> [mode <px_mode>] [guid <val>].");
                }
            }
        }
        return Checked.of(own.build());
    }

    private static Checked<Settings> settings(AddBackend operation, Settings own, Settings defaults) {
        Optional<Mode> mode = own.find(ProxySettings.MODE).or(() -> defaults.find(ProxySettings.MODE));
        return mode.isEmpty()
                ? Checked.refused(
                        Reason.BAD_ARGUMENT,
                        "Mode is required as '" + operation.defaults()
                                + "' default proxy does not explicitly defines it.")
                : Checked.of(defaults.toBuilder()
                        .set(ProxySettings.MODE, mode.get())
                        .set(ProxySettings.GUID, own.get(ProxySettings.GUID))
                        .build());
    }

    private static Optional<Mode> mode(String word) {
        return switch (word) {
            case "tcp" -> Optional.of(Mode.TCP);
            case "http" -> Optional.of(Mode.HTTP);
            default -> Optional.empty();
        };
    }

    static Outcome del(DelBackend operation, Context context) {
        return Find.backend(context, operation.backend())
                .then(backend -> BackendRemoval.obstacle(
                                backend, context.state().topology())
                        .or(() -> BackendRemoval.delay(backend))
                        .<Outcome>map(refused -> refused)
                        .orElseGet(() -> {
                            context.membership().removeBackend(backend);
                            context.changed("backend " + backend + " deleted");
                            context.barrier();
                            return Outcome.done(Severity.INFO, context.told().take() + "Backend deleted.");
                        }));
    }

    static Outcome publish(PublishBackend operation, Context context) {
        context.told().clear();
        return published(context, operation.backend()).then(backend -> {
            publish(context, backend, true);
            return Outcome.done(Severity.INFO, "Backend published.");
        });
    }

    static Outcome unpublish(UnpublishBackend operation, Context context) {
        context.told().clear();
        return published(context, operation.backend()).then(backend -> {
            publish(context, backend, false);
            context.barrier();
            return Outcome.done(Severity.INFO, "Backend unpublished.");
        });
    }

    private static Checked<Backend> published(Context context, String name) {
        return Find.backend(context, name)
                .and(backend -> backend.settings().get(ProxySettings.DISABLED)
                        ? Checked.refused(Reason.PROXY_DISABLED, "No effect on a disabled backend.")
                        : Checked.of(backend));
    }

    private static void publish(Context context, Backend backend, boolean on) {
        if (backend.isPublished() != on) {
            context.servers().publish(backend, on);
            context.changed("backend " + backend + (on ? " published" : " unpublished"));
        }
    }

    static Outcome showDefaults(ShowDefaults operation, Context context) {
        return new Outcome.Rows(
                Cursor.of(List.copyOf(context.state().configuration().defaults().keySet())));
    }
}

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
        NewProxy proxy = new NewProxy(ProxySpec.Kind.BACKEND, operation.name());
        return proxy.defaults(operation.defaults(), context)
                .and(defaults -> settings(operation, defaults))
                .and(settings -> proxy.spec(settings, context))
                .and(spec -> proxy.runnable(spec, context));
    }

    private static Checked<Settings> settings(AddBackend operation, Settings defaults) {
        Optional<Mode> mode = mode(operation.mode(), defaults);
        if (mode.isEmpty()) {
            return Checked.refused(
                    Reason.BAD_ARGUMENT,
                    operation.mode().isEmpty()
                            ? "Mode is required as '" + operation.defaults()
                                    + "' default proxy does not explicitly defines it."
                            : "Unknown proxy mode.");
        }
        return Checked.of(defaults.toBuilder()
                .set(ProxySettings.MODE, mode.get())
                .set(ProxySettings.GUID, operation.guid())
                .build());
    }

    private static Optional<Mode> mode(String word, Settings defaults) {
        return switch (word) {
            case "tcp" -> Optional.of(Mode.TCP);
            case "http" -> Optional.of(Mode.HTTP);
            case "" -> defaults.find(ProxySettings.MODE);
            default -> Optional.empty();
        };
    }

    static Outcome del(DelBackend operation, Context context) {
        String told = context.told().take();
        return Find.backend(context, operation.backend())
                .then(backend -> BackendRemoval.obstacle(
                                backend, context.state().topology())
                        .or(() -> BackendRemoval.delay(backend))
                        .<Outcome>map(refused -> refused)
                        .orElseGet(() -> {
                            context.membership().removeBackend(backend);
                            context.changed("backend " + backend + " deleted");
                            context.barrier();
                            return Outcome.done(Severity.INFO, told + "Backend deleted.");
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

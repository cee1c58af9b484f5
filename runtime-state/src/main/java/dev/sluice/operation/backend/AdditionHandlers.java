package dev.sluice.operation.backend;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.config.keyword.Guids;
import dev.sluice.config.keyword.RunningServer;
import dev.sluice.config.parse.RunningLine;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Backend;
import dev.sluice.state.Membership;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds backends and takes them out, publishes them and takes that back. */
final class AdditionHandlers {
    private static final String FAILED = "Error during backend creation : ";

    private AdditionHandlers() {}

    static Outcome add(AddBackend operation, Context context) {
        context.told().clear();
        return read(operation, context).then(spec -> {
            Backend backend = membership(context).addBackend(spec);
            context.changed("backend " + backend + " added");
            return Outcome.done(Severity.INFO, "New backend registered.");
        });
    }

    private static Checked<ProxySpec> read(AddBackend operation, Context context) {
        String name = operation.name();
        int invalid = RunningServer.invalidCharacter(name);
        if (invalid >= 0) {
            return bad("Invalid character '" + name.charAt(invalid) + "' in backend name.");
        }
        @Nullable Settings defaults = context.state().configuration().defaults().get(operation.defaults());
        if (defaults == null) {
            return Checked.refused(
                    Reason.DEFAULTS_NOT_FOUND, "Cannot find default proxy '" + operation.defaults() + "'.");
        }
        Optional<Mode> mode = mode(operation.mode(), defaults);
        if (mode.isEmpty()) {
            return bad(
                    operation.mode().isEmpty()
                            ? "Mode is required as '" + operation.defaults()
                                    + "' default proxy does not explicitly defines it."
                            : "Unknown proxy mode.");
        }
        Optional<String> conflict = conflict(operation, context);
        if (conflict.isPresent()) {
            return Checked.refused(Reason.NAME_TAKEN, FAILED + conflict.get());
        }
        Settings settings = defaults.toBuilder()
                .set(ProxySettings.MODE, mode.get())
                .set(ProxySettings.GUID, operation.guid())
                .build();
        ProxySpec spec =
                new ProxySpec(name, ProxySpec.Kind.BACKEND, RunningLine.LOCATION, settings, List.of(), List.of());
        return context.dataPlane()
                .ruleProblem(spec)
                .map(problem -> AdditionHandlers.<ProxySpec>bad(FAILED + problem + "."))
                .orElseGet(() -> Checked.of(spec));
    }

    private static Optional<Mode> mode(String word, Settings defaults) {
        return switch (word) {
            case "tcp" -> Optional.of(Mode.TCP);
            case "http" -> Optional.of(Mode.HTTP);
            case "" -> defaults.find(ProxySettings.MODE);
            default -> Optional.empty();
        };
    }

    private static Optional<String> conflict(AddBackend operation, Context context) {
        return Find.nameHolder(context, operation.name())
                .map(holder -> "name is already used by other proxy '" + holder + "'.")
                .or(() -> Guids.problem(operation.guid()).map(problem -> "GUID insertion : " + problem + "."))
                .or(() -> Find.guidHolder(context, operation.guid())
                        .map(holder -> "GUID insertion : duplicate entry with " + holder + "."));
    }

    private static <T> Checked<T> bad(String text) {
        return Checked.refused(Reason.BAD_ARGUMENT, text);
    }

    private static Membership membership(Context context) {
        return new Membership(context.state(), context.servers(), context.dataPlane(), context.clock());
    }

    static Outcome del(DelBackend operation, Context context) {
        String told = context.told().take();
        return Find.backend(context, operation.backend())
                .then(backend -> BackendRemoval.obstacle(
                                backend, context.state().topology())
                        .or(() -> BackendRemoval.delay(backend))
                        .<Outcome>map(refused -> refused)
                        .orElseGet(() -> {
                            membership(context).removeBackend(backend);
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

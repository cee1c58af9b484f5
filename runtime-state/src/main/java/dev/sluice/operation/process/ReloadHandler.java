package dev.sluice.operation.process;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.parse.Messages;
import dev.sluice.operation.ConfigurationSource.Reading;
import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Reconfiguration;
import dev.sluice.state.ReloadReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Reads the configuration again and applies it. Files are read and sockets bound while the control thread serves others. */
final class ReloadHandler {
    private ReloadHandler() {}

    static CompletionStage<Outcome> reload(Reload operation, Context context) {
        if (context.state().process().isStopping()) {
            return CompletableFuture.completedStage(Outcome.refused(Reason.STOPPING, "The process is stopping."));
        }
        if (!context.state().beginReload()) {
            return CompletableFuture.completedStage(
                    Outcome.refused(Reason.RELOAD_IN_PROGRESS, "Another reload is still in progress."));
        }
        return context.host()
                .configuration()
                .read()
                .thenComposeAsync(reading -> read(reading, context), context.control())
                .whenCompleteAsync((outcome, bug) -> context.state().endReload(), context.control());
    }

    private static CompletionStage<Outcome> read(Reading reading, Context context) {
        return reading.configuration()
                .map(configuration -> apply(configuration, context))
                .orElseGet(() -> CompletableFuture.completedStage(new Outcome.Refused(
                        Reason.CONFIGURATION_INVALID,
                        Severity.ERROR,
                        errors(
                                reading.diagnostics(),
                                context.state().process().identity().pid()),
                        reading.diagnostics())));
    }

    private static CompletionStage<Outcome> apply(Configuration configuration, Context context) {
        Reconfiguration change = new Reconfiguration(
                context.state(), context.servers(), context.dataPlane(), context.clock(), configuration);
        return change.bind()
                .thenComposeAsync(
                        errors -> {
                            if (!errors.isEmpty()) {
                                change.abandon();
                                return CompletableFuture.completedStage(
                                        Outcome.refused(Reason.BIND_FAILED, String.join("\n", errors)));
                            }
                            return applied(change, configuration, context);
                        },
                        context.control());
    }

    private static CompletionStage<Outcome> applied(
            Reconfiguration change, Configuration configuration, Context context) {
        Configuration before = context.state().configuration();
        ReloadReport report = change.apply();
        context.changed("reload: " + report.text());
        context.barrier();
        context.host().reloaded(before, configuration);
        // Whoever comes in by a new listener finds the new servers.
        context.servers().publish();
        return change.open().thenApply(errors -> answer(report, errors));
    }

    private static Outcome answer(ReloadReport report, List<String> errors) {
        return errors.isEmpty()
                ? new Outcome.Done(Severity.INFO, report.text(), report)
                : new Outcome.Done(Severity.WARNING, report.text() + "\n" + String.join("\n", errors), report);
    }

    /** Every error with its place, one to a line, as a start would print it. */
    private static String errors(List<Diagnostic> diagnostics, long pid) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ALERT)
                .map(diagnostic -> Messages.format(diagnostic, pid))
                .collect(Collectors.joining("\n"));
    }
}

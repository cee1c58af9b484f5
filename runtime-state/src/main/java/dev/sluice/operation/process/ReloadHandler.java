package dev.sluice.operation.process;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.parse.Messages;
import dev.sluice.operation.ConfigurationSource.Reading;
import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Prepared;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Reconfiguration;
import dev.sluice.state.ReloadReport;
import java.util.ArrayList;
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
                .whenCompleteAsync(
                        (outcome, bug) -> {
                            context.state().endReload();
                            context.host().reloadEnded();
                        },
                        context.control());
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
                .thenCombineAsync(
                        context.host().prepare(configuration),
                        (errors, prepared) -> {
                            List<String> all = new ArrayList<>(errors);
                            all.addAll(prepared.errors());
                            return all.isEmpty() ? applied(change, prepared, context) : refused(change, prepared, all);
                        },
                        context.control())
                .thenCompose(outcome -> outcome);
    }

    private static CompletionStage<Outcome> refused(Reconfiguration change, Prepared prepared, List<String> errors) {
        change.abandon();
        Outcome refusal = Outcome.refused(Reason.BIND_FAILED, String.join("\n", errors));
        return prepared.abandon().thenApply(done -> refusal);
    }

    private static CompletionStage<Outcome> applied(Reconfiguration change, Prepared prepared, Context context) {
        Reconfiguration.Applied applied = change.apply();
        context.changed("reload: " + applied.report().text());
        context.barrier();
        // Whoever comes in by a new listener finds the new servers.
        context.servers().publish();
        return change.open()
                .thenCombine(prepared.commit(), ReloadHandler::join)
                .thenCombine(
                        applied.connectionsClosed(),
                        (errors, closed) -> answer(applied.report().closing(closed), errors));
    }

    private static List<String> join(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
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

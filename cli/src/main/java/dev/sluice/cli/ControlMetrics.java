package dev.sluice.cli;

import dev.sluice.grpc.GrpcActivity;
import dev.sluice.operation.ControlLoop;
import dev.sluice.stats.Family;
import dev.sluice.stats.Family.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Prometheus sees of the ways in: commands by outcome, calls by code, watches, the queue of changes. */
final class ControlMetrics {
    private ControlMetrics() {}

    static List<Family> of(ControlLoop control, GrpcActivity calls) {
        return List.of(
                new Family(
                        "sluice_control_commands_total",
                        true,
                        "Commands and calls by the way they came in and what came of them",
                        control.commands().read().stream()
                                .map(count -> new Sample(
                                        labels("surface", count.surface(), "outcome", count.outcome()), count.times()))
                                .toList()),
                Family.of("sluice_control_queue_length", false, "Changes that wait for their turn", control.waiting()),
                Family.of("sluice_control_revision", true, "Number of the newest change", control.revision()),
                Family.of("sluice_grpc_watchers", false, "Streamed answers under way", calls.watches()),
                new Family(
                        "grpc_server_handled_total",
                        true,
                        "Calls that have ended, by their code",
                        calls.handled().stream()
                                .map(each -> new Sample(
                                        labels(
                                                "grpc_service",
                                                each.service(),
                                                "grpc_method",
                                                each.method(),
                                                "grpc_code",
                                                each.code()),
                                        each.times()))
                                .toList()));
    }

    private static Map<String, String> labels(String... namesAndValues) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return labels;
    }
}

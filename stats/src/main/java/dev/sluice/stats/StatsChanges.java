package dev.sluice.stats;

import dev.sluice.config.Level;
import dev.sluice.operation.Caller;
import dev.sluice.operation.Door;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.server.AgentWord;
import dev.sluice.operation.server.DisableAgent;
import dev.sluice.operation.server.DisableHealth;
import dev.sluice.operation.server.EnableAgent;
import dev.sluice.operation.server.EnableHealth;
import dev.sluice.operation.server.HealthWord;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAgent;
import dev.sluice.operation.server.SetServerHealth;
import dev.sluice.operation.server.SetServerState;
import dev.sluice.operation.server.ShutdownServerSessions;
import dev.sluice.state.Backend;
import dev.sluice.state.InternalService.Request;
import dev.sluice.state.RuntimeState;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what the forms of the page ask for: one action on the servers that were ticked. */
final class StatsChanges {
    private static final Map<String, Function<ServerRef, Operation>> ACTIONS = Map.ofEntries(
            Map.entry("ready", server -> new SetServerState(server, SetServerState.parse("ready"))),
            Map.entry("drain", server -> new SetServerState(server, SetServerState.parse("drain"))),
            Map.entry("maint", server -> new SetServerState(server, SetServerState.parse("maint"))),
            Map.entry("enable", server -> new SetServerState(server, SetServerState.parse("ready"))),
            Map.entry("stop", server -> new SetServerState(server, SetServerState.parse("drain"))),
            Map.entry("disable", server -> new SetServerState(server, SetServerState.parse("maint"))),
            Map.entry("start", server -> new SetServerState(server, SetServerState.parse("ready"))),
            Map.entry("shutdown", ShutdownServerSessions::new),
            Map.entry("dhlth", DisableHealth::new),
            Map.entry("ehlth", EnableHealth::new),
            Map.entry("hrunn", server -> new SetServerHealth(server, HealthWord.parse("up"))),
            Map.entry("hnolb", server -> new SetServerHealth(server, HealthWord.parse("stopping"))),
            Map.entry("hdown", server -> new SetServerHealth(server, HealthWord.parse("down"))),
            Map.entry("dagent", DisableAgent::new),
            Map.entry("eagent", EnableAgent::new),
            Map.entry("arunn", server -> new SetServerAgent(server, AgentWord.parse("up"))),
            Map.entry("adown", server -> new SetServerAgent(server, AgentWord.parse("down"))));

    private final RuntimeState state;
    private final Supplier<Door> door;

    StatsChanges(RuntimeState state, Supplier<Door> door) {
        this.state = state;
        this.door = door;
    }

    /** What a form says. */
    private record Form(String action, String backend, List<String> servers, boolean broken) {}

    /** Makes the changes; what came of it is said in the four letters that scripts look for. */
    CompletionStage<String> make(Request request) {
        Form form = read(request.body());
        if (form.broken() || !form.action().isEmpty() && !ACTIONS.containsKey(form.action())) {
            return CompletableFuture.completedFuture("ERRP");
        }
        Function<ServerRef, Operation> action = ACTIONS.get(form.action());
        if (action == null || form.backend().isEmpty() || form.servers().isEmpty()) {
            return CompletableFuture.completedFuture("NONE");
        }
        Backend backend = backend(form.backend());
        if (backend == null) {
            return CompletableFuture.completedFuture("ERRP");
        }
        Caller caller = new Caller(Level.ADMIN, "http", request.client());
        CompletionStage<List<Boolean>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (String server : form.servers()) {
            CompletionStage<Outcome> one =
                    door.get().submit(action.apply(new ServerRef(backend.name(), server)), caller);
            all = all.thenCombine(one, StatsChanges::add);
        }
        return all.thenApply(StatsChanges::summary);
    }

    private static List<Boolean> add(List<Boolean> before, Outcome outcome) {
        List<Boolean> more = new ArrayList<>(before);
        more.add(!(outcome instanceof Outcome.Refused));
        return more;
    }

    private static String summary(List<Boolean> done) {
        if (!done.contains(false)) {
            return "DONE";
        }
        return done.contains(true) ? "PART" : "ERRP";
    }

    private @Nullable Backend backend(String word) {
        for (Backend backend : state.topology().backends()) {
            boolean meant = word.startsWith("#")
                    ? word.equals("#" + backend.id())
                    : backend.name().equals(word);
            if (meant) {
                return backend;
            }
        }
        return null;
    }

    private static Form read(String body) {
        String action = "";
        String backend = "";
        List<String> servers = new ArrayList<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String value;
            try {
                value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return new Form("", "", List.of(), true);
            }
            switch (pair.substring(0, equals)) {
                case "action" -> action = value;
                case "b" -> backend = value;
                case "s" -> servers.add(value);
                default -> {
                    // Forms may have more fields, which say nothing about servers.
                }
            }
        }
        return new Form(action, backend, servers, false);
    }
}

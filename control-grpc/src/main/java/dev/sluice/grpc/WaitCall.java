package dev.sluice.grpc;

import dev.sluice.grpc.v1.WaitRequest;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;
import dev.sluice.operation.process.Condition;
import dev.sluice.operation.process.Wait;
import dev.sluice.operation.server.ServerRef;
import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A request to wait.
 *
 * @param operation what it asks for
 * @param subject what it waits for
 */
record WaitCall(Wait operation, Subject subject) {
    /** Reads a request. The wait ends with the call, whether cancelled or past its deadline. */
    static WaitCall read(WaitRequest request, Kit kit) {
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        Context.current().addListener(context -> interrupted.complete(null), Runnable::run);
        Subject subject = subject(request);
        Wait wait = new Wait(Checked.of(timeout(request)), Checked.of(condition(request, kit, subject)), interrupted);
        return new WaitCall(wait, subject);
    }

    private static Duration timeout(WaitRequest request) {
        long millis = Times.millis(request.getTimeout());
        if (millis <= 0) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT,
                    "timeout: " + millis + " ms (expected: 1 ms or more)",
                    Subject.field("timeout"));
        }
        return Duration.ofMillis(millis);
    }

    private static Condition condition(WaitRequest request, Kit kit, Subject subject) {
        return switch (request.getConditionCase()) {
            case SERVER_REMOVABLE -> {
                ServerRef server = Names.server("server_removable", request.getServerRemovable());
                kit.server(server, subject);
                yield new Condition.ServerRemovable(server);
            }
            case BACKEND_REMOVABLE -> {
                String backend = Names.backend("backend_removable", request.getBackendRemovable());
                kit.backend(backend, subject);
                yield new Condition.BackendRemovable(backend);
            }
            case CONDITION_NOT_SET -> new Condition.Time();
        };
    }

    private static Subject subject(WaitRequest request) {
        return switch (request.getConditionCase()) {
            case SERVER_REMOVABLE -> new Subject(Kit.SERVER, request.getServerRemovable(), "server_removable");
            case BACKEND_REMOVABLE -> new Subject(Kit.BACKEND, request.getBackendRemovable(), "backend_removable");
            case CONDITION_NOT_SET -> Subject.field("");
        };
    }
}

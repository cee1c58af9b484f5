package dev.sluice.socket;

import dev.sluice.operation.Caller;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Door;
import dev.sluice.operation.Events;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Precondition;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A door that remembers what was asked of it. */
final class RecordingDoor implements Door {
    private final Door behind;
    private final Set<Class<?>> permitted = ConcurrentHashMap.newKeySet();
    private final Set<Class<?>> submitted = ConcurrentHashMap.newKeySet();

    RecordingDoor(Door behind) {
        this.behind = behind;
    }

    /** Operations that came through. */
    Set<Class<?>> submitted() {
        return Set.copyOf(submitted);
    }

    /** Operations for which permission was asked and given. */
    Set<Class<?>> permitted() {
        return Set.copyOf(permitted);
    }

    @Override
    public Optional<Outcome> permits(Declared<?> declared, Caller caller) {
        Optional<Outcome> denied = behind.permits(declared, caller);
        if (denied.isEmpty()) {
            permitted.add(declared.type());
        }
        return denied;
    }

    @Override
    public CompletionStage<Outcome> submit(Operation operation, Caller caller) {
        submitted.add(operation.getClass());
        return behind.submit(operation, caller);
    }

    @Override
    public CompletionStage<Outcome> submit(Operation operation, Caller caller, Precondition condition) {
        submitted.add(operation.getClass());
        return behind.submit(operation, caller, condition);
    }

    @Override
    public CompletionStage<Outcome> check(Operation operation, Caller caller, Precondition condition) {
        return behind.check(operation, caller, condition);
    }

    @Override
    public Events events() {
        return behind.events();
    }

    @Override
    public long revision() {
        return behind.revision();
    }
}

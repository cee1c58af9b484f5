package dev.sluice.operation;

import dev.sluice.state.ServerStates;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A change on its way, or a dry run of one. Confined to the control thread, but for its answer. */
final class Submission extends Look {
    private final Parts parts;
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    private final Declared<?> declared;
    private final boolean dryRun;
    private Outcome outcome = Outcome.OK;
    private boolean barrier;

    Submission(Parts parts, Caller caller, Declared<?> declared, boolean dryRun) {
        super(parts, caller);
        this.parts = parts;
        this.declared = declared;
        this.dryRun = dryRun;
    }

    CompletionStage<Outcome> answered() {
        return answer;
    }

    void outcome(Outcome came) {
        outcome = came;
    }

    void answer() {
        answer.complete(parts.counts().count(caller(), outcome));
    }

    boolean isBehindBarrier() {
        return barrier;
    }

    @Override
    public ServerStates servers() {
        changing();
        return super.servers();
    }

    @Override
    public void changing() {
        if (dryRun) {
            throw new DryRunPassed();
        }
    }

    @Override
    public void changed(String what, List<Change> resources) {
        if (dryRun) {
            throw new IllegalStateException("changed in a dry run: " + what);
        }
        parts.revisions().applied(caller(), declared.name(), what, resources);
    }

    @Override
    public void barrier() {
        barrier = !dryRun;
    }
}

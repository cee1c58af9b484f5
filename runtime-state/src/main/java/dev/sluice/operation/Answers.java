package dev.sluice.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/** Answers each caller in the order in which it asked, whatever became ready first. Confined to the control thread. */
final class Answers {
    private final IdentityHashMap<Caller, Deque<Submission>> pending = new IdentityHashMap<>();
    private final Set<Submission> ready = new HashSet<>();

    /** A submission whose answer is to come. */
    void expect(Submission submission) {
        pending.computeIfAbsent(submission.caller(), caller -> new ArrayDeque<>())
                .add(submission);
    }

    /** It can be answered, once all earlier ones of its caller are. */
    void ready(Submission submission) {
        ready.add(submission);
        Deque<Submission> line = pending.get(submission.caller());
        while (line != null && !line.isEmpty() && ready.remove(line.getFirst())) {
            line.removeFirst().answer();
        }
        if (line != null && line.isEmpty()) {
            pending.remove(submission.caller());
        }
    }
}

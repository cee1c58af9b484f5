package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.track.CounterChange;
import dev.sluice.proxy.track.Tracking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions on stick tables. */
final class TrackActions {
    /** Elements that an array of counters has at most (manual section 11.1). */
    private static final int ELEMENTS_MAX = 100;

    static final List<ActionSpec> ALL = join();

    private TrackActions() {}

    private static List<ActionSpec> join() {
        List<ActionSpec> all = new ArrayList<>();
        for (int i = 0; i < Tracking.NUMBERS; i++) {
            int number = i;
            all.add(ActionSpec.of(
                    "track-sc" + i,
                    ActionSpec.REQUEST,
                    "<key> [table <table>]",
                    "count for a key of a stick table what the request does",
                    (words, scope) -> track(number, words, scope)));
        }
        all.add(change("sc-inc-gpc", "(<index>,<number>)", "count on a tracked key", false, false));
        all.add(single("sc-inc-gpc0", "count on a tracked key, in the first counter", 0));
        all.add(single("sc-inc-gpc1", "count on a tracked key, in the second counter", 1));
        all.add(change("sc-add-gpc", "(<index>,<number>) <value>", "add to a counter of a tracked key", false, true));
        all.add(change("sc-set-gpt", "(<index>,<number>) <value>", "mark a tracked key", true, true));
        all.add(ActionSpec.of(
                "sc-set-gpt0",
                ActionSpec.ALL,
                "(<number>) <value>",
                "mark a tracked key with the first tag",
                (words, scope) -> run(valued(words, scope, true, 0, numbers(words, 1)[0]))));
        return List.copyOf(all);
    }

    private static Action track(int number, Words words, RuleScope scope) throws SampleException {
        Expression key = words.expression(scope.samples());
        String table = words.accept("table") ? words.next("the name of a table") : "";
        Tracking tracking = Tracking.compile(number, key, table, scope.samples());
        return transaction -> {
            tracking.run(transaction.samples(), transaction.samples().stream(), true);
            return Verdict.CONTINUE;
        };
    }

    private static ActionSpec change(String name, String usage, String documentation, boolean mark, boolean withValue) {
        return ActionSpec.of(name, ActionSpec.ALL, usage, documentation, (words, scope) -> {
            int[] numbers = numbers(words, 2);
            return run(
                    withValue
                            ? valued(words, scope, mark, numbers[0], numbers[1])
                            : new CounterChange(mark, numbers[0], numbers[1], 1L, null));
        });
    }

    private static ActionSpec single(String name, String documentation, int index) {
        return ActionSpec.of(
                name,
                ActionSpec.ALL,
                "(<number>)",
                documentation,
                (words, scope) -> run(new CounterChange(false, index, numbers(words, 1)[0], 1L, null)));
    }

    /** A number as it stands, or an expression for one. */
    private static CounterChange valued(Words words, RuleScope scope, boolean mark, int index, int number)
            throws SampleException {
        @Nullable Long constant = words.peek().matches("[0-9]{1,10}") ? Long.valueOf(words.next("a number")) : null;
        return new CounterChange(
                mark, index, number, constant, constant == null ? words.expression(scope.samples()) : null);
    }

    private static Action run(CounterChange change) {
        return transaction -> {
            change.run(transaction.samples());
            return Verdict.CONTINUE;
        };
    }

    /** The numbers between the parentheses: an element's index, where two are wanted, and that of the tracked key. */
    private static int[] numbers(Words words, int count) throws SampleException {
        String[] parts = words.inParentheses().split(",", -1);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            if (parts.length != count || !parts[i].strip().matches("[0-9]{1,3}")) {
                throw words.bad("expects " + count + " number(s) between parentheses");
            }
            numbers[i] = Integer.parseInt(parts[i].strip());
        }
        if (count == 2 && numbers[0] >= ELEMENTS_MAX) {
            throw words.bad("expects an index below " + ELEMENTS_MAX);
        }
        if (numbers[count - 1] >= Tracking.NUMBERS) {
            throw words.bad("expects the number of a tracked key, below " + Tracking.NUMBERS);
        }
        return numbers;
    }
}

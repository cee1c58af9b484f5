package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.SampleException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Actions that bring targets into one form. */
final class NormalizeActions {
    static final List<ActionSpec> ALL = List.of(ActionSpec.of(
                    "normalize-uri",
                    ActionSpec.REQUEST,
                    "<normalizer> [full|strict]",
                    "bring the target into the form that others of its meaning have",
                    NormalizeActions::normalize)
            .asExperimental());

    private NormalizeActions() {}

    private static Action normalize(Words words, RuleScope scope) throws SampleException {
        if (!words.hasNext()) {
            throw words.bad("expects a normalizer");
        }
        String word = words.next("a normalizer");
        Normalizer normalizer = Normalizer.of(word).orElseThrow(() -> words.bad("unknown normalizer '" + word + "'"));
        boolean option = !normalizer.option().isEmpty() && words.accept(normalizer.option());
        if (!normalizer.option().isEmpty() && !option && words.hasNext()) {
            throw words.bad("unknown argument '" + words.peek() + "' for '" + word + "' normalizer");
        }
        return transaction -> normalize(normalizer, option, transaction);
    }

    private static Verdict normalize(Normalizer normalizer, boolean option, Transaction transaction) {
        HeadEditor head = transaction.head();
        String target = head.target();
        int path = TargetActions.pathStart(target);
        int mark = target.indexOf('?', path);
        int pathEnd = mark < 0 ? target.length() : mark;
        int start = normalizer.part() == Normalizer.Part.QUERY ? Math.min(pathEnd + 1, target.length()) : path;
        int end = normalizer.part() == Normalizer.Part.PATH ? pathEnd : target.length();
        String before = target.substring(start, end);
        if (before.isEmpty() || target.equals("*")) {
            return Verdict.CONTINUE;
        }
        String after = normalizer.apply(before, option);
        if (after == null) {
            transaction.malformed();
            return Verdict.ENDED;
        }
        if (after.equals(before)) {
            return Verdict.CONTINUE;
        }
        String whole = target.substring(0, start) + after + target.substring(end);
        return head.target(whole.getBytes(StandardCharsets.ISO_8859_1)) ? Verdict.CONTINUE : Verdict.FAILED;
    }
}

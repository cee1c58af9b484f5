package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.SampleException;
import java.util.EnumSet;
import java.util.List;

/** Actions of caches. That there is a cache of a name is checked where all sections are known. */
final class CacheActions {
    static final List<ActionSpec> ALL = List.of(
            ActionSpec.of(
                    "cache-use",
                    ActionSpec.REQUEST,
                    "<cache> [no-early-hints]",
                    "answer with a response that was kept, if there is one",
                    CacheActions::use),
            ActionSpec.of(
                    "cache-store",
                    EnumSet.of(Stage.RESPONSE),
                    "<cache>",
                    "keep the response for others who ask for the same",
                    CacheActions::store));

    private CacheActions() {}

    private static String name(Words words) throws SampleException {
        if (!words.hasNext()) {
            throw words.bad("expects a cache name");
        }
        return words.next("a cache name");
    }

    private static Action use(Words words, RuleScope scope) throws SampleException {
        String name = name(words);
        boolean hinting = !words.accept("no-early-hints");
        return transaction -> transaction.kept().use(name, hinting) ? Verdict.ENDED : Verdict.CONTINUE;
    }

    private static Action store(Words words, RuleScope scope) throws SampleException {
        String name = name(words);
        return transaction -> {
            transaction.kept().store(name);
            return Verdict.CONTINUE;
        };
    }
}

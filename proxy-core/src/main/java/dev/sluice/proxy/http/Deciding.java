package dev.sluice.proxy.http;

import dev.sluice.config.Location;
import dev.sluice.proxy.action.RuleList;
import dev.sluice.proxy.action.Transaction;
import dev.sluice.proxy.action.Verdict;
import dev.sluice.proxy.sample.SampleContext;
import org.jspecify.annotations.Nullable;

/** Runs single rules and remembers, for logs, which one was the last of its list. Confined to the worker of its exchange. */
final class Deciding {
    private final SampleContext samples;
    private @Nullable Location running;

    Deciding(SampleContext samples) {
        this.samples = samples;
    }

    /** Another request. */
    void begin() {
        running = null;
    }

    /** The exchange ends, or its answer leaves, while a rule runs: this is the last one. */
    void settle() {
        if (running != null) {
            samples.lastRule(running);
        }
    }

    /**
     * Runs a rule. It may answer and so end the exchange: nothing is touched behind that. What rules about leaving responses make of
     * its answer does not count.
     *
     * @param told whether logs tell of such rules
     */
    Verdict run(RuleList rules, int index, boolean told, Transaction transaction) {
        if (running != null || !told) {
            return rules.run(index, transaction);
        }
        Location rule = rules.location(index);
        running = rule;
        samples.waitingRule(null);
        Verdict verdict = rules.run(index, transaction);
        if (verdict == Verdict.ALLOW) {
            samples.lastRule(rule);
        } else if (verdict == Verdict.WAIT) {
            samples.waitingRule(rule);
        }
        if (verdict != Verdict.ENDED) {
            running = null;
        }
        return verdict;
    }
}

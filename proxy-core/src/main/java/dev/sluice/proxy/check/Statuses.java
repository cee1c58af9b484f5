package dev.sluice.proxy.check;

import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;

/** Statuses by their words, and what they mean for a server. */
final class Statuses {
    private Statuses() {}

    /** The status of a word that was looked at before. */
    static CheckStatus of(String word) {
        for (CheckStatus status : CheckStatus.values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalStateException("no status " + word);
    }

    static Verdict verdict(CheckStatus status) {
        return switch (status) {
            case L7_OK_CONDITIONAL -> Verdict.CONDITIONAL;
            case L4_OK, L6_OK, L7_OK, PROCESS_OK -> Verdict.PASSED;
            default -> Verdict.FAILED;
        };
    }
}

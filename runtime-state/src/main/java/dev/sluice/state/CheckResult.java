package dev.sluice.state;

/**
 * What one check found.
 *
 * @param status which kind of answer
 * @param verdict what it means for the server
 * @param httpStatus the response's status code ({@code check_code}), or -1
 * @param durationMillis how long it took; -1 when it did not get that far
 * @param text free text, such as an HTTP reason or the system's error
 * @param kept whether the text outlives the log's line ({@code last_chk})
 */
public record CheckResult(
        CheckStatus status, Verdict verdict, int httpStatus, long durationMillis, String text, boolean kept) {
    /** One whose text is kept. */
    public CheckResult(CheckStatus status, Verdict verdict, int httpStatus, long durationMillis, String text) {
        this(status, verdict, httpStatus, durationMillis, text, true);
    }

    /** What is left of it when it has been logged. */
    CheckResult lasting() {
        return kept ? this : new CheckResult(status, verdict, httpStatus, durationMillis, "");
    }

    /** Codes are {@code srv_check_result}. */
    public enum Verdict {
        UNKNOWN,
        /** Says nothing about health (an agent without up or down). */
        NEUTRAL,
        FAILED,
        PASSED,
        /** Passed, but takes no new clients ({@code disable-on-404}). */
        CONDITIONAL
    }
}

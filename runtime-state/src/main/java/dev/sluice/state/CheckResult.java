package dev.sluice.state;

/**
 * What one check found.
 *
 * @param status which kind of answer
 * @param verdict what it means for the server
 * @param httpStatus the response's status code ({@code check_code}), or -1
 * @param durationMillis how long it took; -1 when it did not get that far
 * @param text free text ({@code last_chk}), such as an HTTP reason or the system's error
 */
public record CheckResult(CheckStatus status, Verdict verdict, int httpStatus, long durationMillis, String text) {
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

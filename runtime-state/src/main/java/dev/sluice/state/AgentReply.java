package dev.sluice.state;

import dev.sluice.state.CheckResult.Verdict;
import java.util.Locale;

/**
 * What an agent said in its line.
 *
 * @param administrative what it wants of the server
 * @param health whether it says up or down
 * @param healthWord the word that it said so with
 * @param weightPercent of the initial weight; -1 for nothing said
 * @param maxconn concurrent requests; -1 for nothing said
 * @param description free text
 */
record AgentReply(
        Administrative administrative,
        Health health,
        String healthWord,
        int weightPercent,
        int maxconn,
        String description) {
    /** More digits than a weight or limit can have; the number is cut there. */
    private static final int DIGITS_MAX = 9;

    enum Administrative {
        NONE,
        READY,
        DRAIN,
        MAINT
    }

    enum Health {
        NONE,
        UP,
        DOWN
    }

    /** Words are separated by blanks, tabs and commas; {@code #} begins a description, and so does a word that means nothing. */
    static AgentReply parse(String line) {
        int hash = line.indexOf('#');
        String commands = hash < 0 ? line : line.substring(0, hash);
        AgentReply reply = new AgentReply(
                Administrative.NONE,
                Health.NONE,
                "",
                -1,
                -1,
                hash < 0 ? "" : line.substring(hash + 1).strip());
        for (String word : commands.split("[ \t,\r]+", -1)) {
            if (!word.isEmpty()) {
                reply = reply.with(word);
            }
        }
        return reply;
    }

    private AgentReply with(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "up" -> said(Health.UP, word);
            case "down", "stopped", "fail" -> said(Health.DOWN, word);
            case "ready" -> wants(Administrative.READY);
            case "drain" -> wants(Administrative.DRAIN);
            case "maint" -> wants(Administrative.MAINT);
            default -> withNumber(word, lower);
        };
    }

    private AgentReply withNumber(String word, String lower) {
        if (lower.matches("\\d+%")) {
            return new AgentReply(
                    administrative,
                    health,
                    healthWord,
                    number(lower.substring(0, lower.length() - 1)),
                    maxconn,
                    description);
        }
        if (lower.matches("maxconn:\\d+")) {
            return new AgentReply(
                    administrative, health, healthWord, weightPercent, number(lower.substring(8)), description);
        }
        return new AgentReply(
                administrative, health, healthWord, weightPercent, maxconn, description.isEmpty() ? word : description);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits.length() > DIGITS_MAX ? digits.substring(0, DIGITS_MAX) : digits);
    }

    private AgentReply said(Health says, String word) {
        return new AgentReply(administrative, says, word, weightPercent, maxconn, description);
    }

    private AgentReply wants(Administrative wanted) {
        return new AgentReply(wanted, health, healthWord, weightPercent, maxconn, description);
    }

    /** What it means for the server's health, with the text that statistics show. */
    CheckResult result(long durationMillis) {
        String more = description.isEmpty() ? "" : " (" + description + ")";
        return switch (health) {
            case UP ->
                new CheckResult(
                        CheckStatus.L7_OK, Verdict.PASSED, 0, durationMillis, "via agent : " + healthWord + more);
            case DOWN ->
                new CheckResult(
                        CheckStatus.L7_STATUS, Verdict.FAILED, 0, durationMillis, "via agent : " + healthWord + more);
            case NONE ->
                new CheckResult(
                        CheckStatus.CHECKED,
                        Verdict.NEUTRAL,
                        -1,
                        durationMillis,
                        isSilent() && !description.isEmpty() ? "agent reports an error : " + description : "");
        };
    }

    private boolean isSilent() {
        return administrative == Administrative.NONE && weightPercent < 0 && maxconn < 0;
    }
}

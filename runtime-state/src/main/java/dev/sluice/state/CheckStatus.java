package dev.sluice.state;

/** Result of a health or agent check: code of {@code show servers state}, word of {@code show stat}, description, and how far it got. */
public enum CheckStatus {
    UNKNOWN(0, "UNK", "Unknown"),
    INITIALIZING(1, "INI", "Initializing"),
    CHECKED(3, "CHECKED", "No status change"),
    HTTP_ANALYZE(4, "HANA", "Health analyze"),
    SOCKET_ERROR(5, "SOCKERR", "Socket error"),
    L4_OK(6, "L4OK", "Layer4 check passed"),
    L4_TIMEOUT(7, "L4TOUT", "Layer4 timeout"),
    L4_CONNECTION(8, "L4CON", "Layer4 connection problem"),
    L6_OK(9, "L6OK", "Layer6 check passed"),
    L6_TIMEOUT(10, "L6TOUT", "Layer6 timeout"),
    L6_RESPONSE(11, "L6RSP", "Layer6 invalid response"),
    L7_TIMEOUT(12, "L7TOUT", "Layer7 timeout"),
    L7_RESPONSE(13, "L7RSP", "Layer7 invalid response"),
    L7_OK(15, "L7OK", "Layer7 check passed"),
    L7_OK_CONDITIONAL(16, "L7OKC", "Layer7 check conditionally passed"),
    L7_STATUS(17, "L7STS", "Layer7 wrong status"),
    PROCESS_ERROR(18, "PROCERR", "External check error"),
    PROCESS_TIMEOUT(19, "PROCTOUT", "External check timeout"),
    PROCESS_OK(20, "PROCOK", "External check passed");

    private final int code;
    private final String word;
    private final String description;

    CheckStatus(int code, String word, String description) {
        this.code = code;
        this.word = word;
        this.description = description;
    }

    /** {@code srv_check_status}. */
    public int code() {
        return code;
    }

    /** {@code check_status}. */
    public String word() {
        return word;
    }

    /** {@code check_desc}. */
    public String description() {
        return description;
    }
}

package dev.sluice.pattern;

/** How a text is looked at before it is compared: which delimiters at its ends do not count, and whether case does. */
enum TextForm {
    /** As it is. */
    EXACT(false, ""),
    /** Without case. */
    FOLDED(true, ""),
    /** Without slashes around it. */
    PATH(false, "/?"),
    /** Without slashes around it and without case. */
    FOLDED_PATH(true, "/?"),
    /** Without dots around it. */
    DOMAIN(false, "/?.:"),
    /** Without dots around it and without case. */
    FOLDED_DOMAIN(true, "/?.:");

    private final boolean fold;
    private final String delimiters;

    TextForm(boolean fold, String delimiters) {
        this.fold = fold;
        this.delimiters = delimiters;
    }

    static TextForm of(PatternMatch match, boolean fold) {
        return switch (match) {
            case DIR -> fold ? FOLDED_PATH : PATH;
            case DOM -> fold ? FOLDED_DOMAIN : DOMAIN;
            default -> fold ? FOLDED : EXACT;
        };
    }

    boolean fold() {
        return fold;
    }

    boolean isDelimiter(byte b) {
        return delimiters.indexOf((char) (b & 0xFF)) >= 0;
    }

    /** Where what counts of a key begins that reaches from {@code start} to {@code end}. */
    int from(byte[] text, int start, int end) {
        int from = start;
        while (from < end && isDelimiter(text[from])) {
            from++;
        }
        return from;
    }

    /** Where it ends, if it begins at {@code from}. */
    int to(byte[] text, int from, int end) {
        int to = end;
        while (to > from && isDelimiter(text[to - 1])) {
            to--;
        }
        return to;
    }
}

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

    int from(byte[] key) {
        int from = 0;
        while (from < key.length && isDelimiter(key[from])) {
            from++;
        }
        return from;
    }

    int to(byte[] key) {
        int to = key.length;
        while (to > 0 && isDelimiter(key[to - 1])) {
            to--;
        }
        return to;
    }
}

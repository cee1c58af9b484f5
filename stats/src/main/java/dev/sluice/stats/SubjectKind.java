package dev.sluice.stats;

/** What a row of statistics is about. */
public enum SubjectKind {
    FRONTEND('F', "Frontend", 0, 1),
    BACKEND('B', "Backend", 1, 2),
    SERVER('S', "Server", 2, 4),
    LISTENER('L', "Listener", 3, 8);

    private final char letter;
    private final String word;
    private final int code;
    private final int selectorBit;

    SubjectKind(char letter, String word, int code, int selectorBit) {
        this.letter = letter;
        this.word = word;
        this.code = code;
        this.selectorBit = selectorBit;
    }

    /** First character of a typed line. */
    public char letter() {
        return letter;
    }

    /** {@code objType} of the JSON format. */
    public String word() {
        return word;
    }

    /** The column {@code type}. */
    public int code() {
        return code;
    }

    /** Its bit in the type mask of {@code show stat <proxy> <mask> <id>}. */
    public int selectorBit() {
        return selectorBit;
    }
}

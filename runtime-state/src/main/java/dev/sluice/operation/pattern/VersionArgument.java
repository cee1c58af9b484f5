package dev.sluice.operation.pattern;

/**
 * Which version of a reference is meant.
 *
 * @param said whether one was named
 * @param number which; of no use where none was
 */
public record VersionArgument(boolean said, int number) {
    /** The one that traffic sees. */
    public static final VersionArgument CURRENT = new VersionArgument(false, 0);

    /** This one. */
    public static VersionArgument of(int number) {
        return new VersionArgument(true, number);
    }

    /** As words name it behind {@code @}: what is no number is 0, as for C's {@code strtoul}. */
    public static VersionArgument parse(String word) {
        int end = 0;
        long number = 0;
        while (end < word.length() && end < 18 && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            number = number * 10 + word.charAt(end++) - '0';
        }
        return of((int) number);
    }

    int in(int current) {
        return said ? number : current;
    }
}

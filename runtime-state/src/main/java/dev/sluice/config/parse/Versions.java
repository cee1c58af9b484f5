package dev.sluice.config.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HAProxy's version numbers: {@code 3.5-dev5} comes before {@code 3.5-rc1}, that before {@code 3.5.0}. */
final class Versions {
    private static final Pattern PATTERN =
            Pattern.compile("v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6})|-dev(\\d{1,6})|-rc(\\d{1,6}))?.*");
    /** Ranks of what stands behind the branch. */
    private static final int DEV = 0;

    private static final int RC = 1;
    private static final int RELEASE = 2;

    private Versions() {}

    /** Negative, 0 or positive as the first is older, equal or newer; text that is no version is older than all. */
    static int compare(String one, String other) {
        return java.util.Arrays.compare(key(one), key(other));
    }

    private static int[] key(String version) {
        Matcher matcher = PATTERN.matcher(version);
        if (!matcher.matches()) {
            return new int[] {0};
        }
        int stage = matcher.group(4) != null ? DEV : matcher.group(5) != null ? RC : RELEASE;
        int last = stage == DEV ? 4 : stage == RC ? 5 : 3;
        return new int[] {part(matcher, 1), part(matcher, 2), stage, part(matcher, last)};
    }

    private static int part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}

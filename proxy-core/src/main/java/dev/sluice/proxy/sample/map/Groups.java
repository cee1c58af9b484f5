package dev.sluice.proxy.sample.map;

import dev.sluice.pattern.RegexMatch;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.Scratch;
import java.util.regex.MatchResult;

/** Fills what groups of an expression matched into a value: {@code \0} to {@code \9}, {@code \\} for a backslash. */
final class Groups {
    private Groups() {}

    /** Makes {@code sample} the filled value; false where it would be longer than a sample may be. */
    static boolean fill(RegexMatch match, Sample sample, Scratch scratch) {
        byte[] template = match.entry().value();
        MatchResult groups = match.groups();
        byte[] text = sample.bytes();
        int start = sample.start();
        int length = length(template, groups);
        if (length > scratch.longest()) {
            return false;
        }
        int to = scratch.take(length);
        byte[] memory = scratch.memory();
        int at = to;
        int i = 0;
        while (i < template.length) {
            byte b = template[i++];
            if (b != '\\' || i == template.length) {
                memory[at++] = b;
                continue;
            }
            byte next = template[i++];
            int group = next - '0';
            if (group < 0 || group > 9) {
                memory[at++] = next;
            } else if (isThere(groups, group)) {
                int size = groups.end(group) - groups.start(group);
                System.arraycopy(text, start + groups.start(group), memory, at, size);
                at += size;
            }
        }
        return sample.text(memory, to, at - to);
    }

    private static boolean isThere(MatchResult groups, int group) {
        return group <= groups.groupCount() && groups.start(group) >= 0;
    }

    /** At most so many bytes come of it. */
    private static int length(byte[] template, MatchResult groups) {
        int length = template.length;
        for (int i = 0; i + 1 < template.length; i++) {
            int group = template[i + 1] - '0';
            if (template[i] == '\\' && group >= 0 && group <= 9 && isThere(groups, group)) {
                length += groups.end(group) - groups.start(group);
            }
        }
        return length;
    }
}

package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a pattern is found in a text. */
enum TextMatch {
    /** The whole text. */
    EXACT("str") {
        @Override
        boolean matches(Slice slice, RequestView request, byte[] pattern, boolean fold) {
            return slice.length(request) == pattern.length && isAt(slice, request, 0, pattern, fold);
        }
    },
    PREFIX("beg") {
        @Override
        boolean matches(Slice slice, RequestView request, byte[] pattern, boolean fold) {
            return slice.length(request) >= pattern.length && isAt(slice, request, 0, pattern, fold);
        }
    },
    SUFFIX("end") {
        @Override
        boolean matches(Slice slice, RequestView request, byte[] pattern, boolean fold) {
            int start = slice.length(request) - pattern.length;
            return start >= 0 && isAt(slice, request, start, pattern, fold);
        }
    },
    CONTAINED("sub") {
        @Override
        boolean matches(Slice slice, RequestView request, byte[] pattern, boolean fold) {
            for (int start = slice.length(request) - pattern.length; start >= 0; start--) {
                if (isAt(slice, request, start, pattern, fold)) {
                    return true;
                }
            }
            return false;
        }
    };

    private static final List<String> WORDS = List.of("str", "beg", "end", "sub");

    private final String word;

    TextMatch(String word) {
        this.word = word;
    }

    abstract boolean matches(Slice slice, RequestView request, byte[] pattern, boolean fold);

    /** The test of {@code acl} on a slice, matched as {@code -m} says, else as its criterion does. */
    static Test compile(Acl acl, Slice slice, TextMatch usual) throws RuleException {
        Flags flags = Flags.read(acl, WORDS);
        TextMatch match = usual;
        for (TextMatch each : values()) {
            match = each.word.equals(flags.method()) ? each : match;
        }
        boolean fold = flags.ignoreCase();
        byte[][] patterns = acl.patterns().stream()
                .map(pattern -> pattern.getBytes(StandardCharsets.ISO_8859_1))
                .map(pattern -> fold ? lower(pattern) : pattern)
                .toArray(byte[][]::new);
        TextMatch chosen = match;
        return request -> {
            for (byte[] pattern : patterns) {
                if (chosen.matches(slice, request, pattern, fold)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean isAt(Slice slice, RequestView request, int start, byte[] pattern, boolean fold) {
        for (int i = 0; i < pattern.length; i++) {
            byte b = slice.at(request, start + i);
            if ((fold ? lower(b) : b) != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] lower(byte[] text) {
        byte[] lowered = text.clone();
        for (int i = 0; i < lowered.length; i++) {
            lowered[i] = lower(lowered[i]);
        }
        return lowered;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
    }
}

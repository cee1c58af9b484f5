package dev.sluice.proxy.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A way to bring targets that mean the same into one form (RFC 3986 section 6.2.2). */
enum Normalizer {
    FRAGMENT_ENCODE("fragment-encode", "", Part.ALL) {
        @Override
        String apply(String text, boolean option) {
            return text.replace("#", "%23");
        }
    },
    FRAGMENT_STRIP("fragment-strip", "", Part.ALL) {
        @Override
        String apply(String text, boolean option) {
            int mark = text.indexOf('#');
            return mark < 0 ? text : text.substring(0, mark);
        }
    },
    PATH_MERGE_SLASHES("path-merge-slashes", "", Part.PATH) {
        @Override
        String apply(String text, boolean option) {
            StringBuilder out = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) != '/' || i == 0 || text.charAt(i - 1) != '/') {
                    out.append(text.charAt(i));
                }
            }
            return out.toString();
        }
    },
    PATH_STRIP_DOT("path-strip-dot", "", Part.PATH) {
        @Override
        String apply(String text, boolean option) {
            if (!text.startsWith("/")) {
                return text;
            }
            List<String> kept = new ArrayList<>();
            for (String segment : segments(text, ".")) {
                if (!segment.equals(".")) {
                    kept.add(segment);
                }
            }
            return join(kept);
        }
    },
    PATH_STRIP_DOTDOT("path-strip-dotdot", "full", Part.PATH) {
        @Override
        String apply(String text, boolean option) {
            if (!text.startsWith("/")) {
                return text;
            }
            List<String> kept = new ArrayList<>();
            for (String segment : segments(text, "..")) {
                int last = kept.size() - 1;
                boolean up = segment.equals("..");
                if (up && last >= 0 && !kept.get(last).equals("..")) {
                    kept.remove(last);
                } else if (!up || !option) {
                    kept.add(segment);
                }
            }
            return join(kept);
        }
    },
    PERCENT_DECODE_UNRESERVED("percent-decode-unreserved", "strict", Part.ALL) {
        @Override
        @Nullable
        String apply(String text, boolean option) {
            return encoded(text, option, (high, low) -> {
                char decoded = (char) (Character.digit(high, 16) << 4 | Character.digit(low, 16));
                return isUnreserved(decoded) ? String.valueOf(decoded) : "%" + high + low;
            });
        }
    },
    PERCENT_TO_UPPERCASE("percent-to-uppercase", "strict", Part.ALL) {
        @Override
        @Nullable
        String apply(String text, boolean option) {
            return encoded(text, option, (high, low) -> "%" + upper(high) + upper(low));
        }
    },
    QUERY_SORT_BY_NAME("query-sort-by-name", "", Part.QUERY) {
        @Override
        String apply(String text, boolean option) {
            List<String> parameters = new ArrayList<>(List.of(text.split("&", -1)));
            int last = parameters.size() - 1;
            if (last > 0 && parameters.get(last).isEmpty()) {
                // The sign behind the last parameter ends that and begins none.
                parameters.remove(last);
            }
            parameters.sort(Comparator.comparing(Normalizer::nameOf));
            return String.join("&", parameters);
        }
    };

    private final String word;
    private final String option;
    private final Part part;

    Normalizer(String word, String option, Part part) {
        this.word = word;
        this.option = option;
        this.part = part;
    }

    /** What of a target it looks at. */
    enum Part {
        /** All but what a target of the absolute form has before its path. */
        ALL,
        PATH,
        QUERY
    }

    /** The form that a part of a target gets; null where it makes no sense. */
    abstract @Nullable String apply(String text, boolean option);

    static Optional<Normalizer> of(String word) {
        for (Normalizer each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The word that changes what it does; empty where there is none. */
    String option() {
        return option;
    }

    Part part() {
        return part;
    }

    /** What two digits behind a percent sign become. */
    @FunctionalInterface
    private interface Recoding {
        String of(char high, char low);
    }

    private static @Nullable String encoded(String text, boolean strict, Recoding recoding) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean whole = c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2));
            if (whole) {
                out.append(recoding.of(text.charAt(i + 1), text.charAt(i + 2)));
                i += 3;
                continue;
            }
            if (c == '%' && strict) {
                return null;
            }
            out.append(c);
            i++;
        }
        return out.toString();
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static char upper(char digit) {
        return digit >= 'a' ? (char) (digit - 'a' + 'A') : digit;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
    }

    private static String nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? parameter : parameter.substring(0, equals);
    }

    /** What stands behind each slash of a path; one that ends with {@code dots} means what is below that. */
    private static List<String> segments(String path, String dots) {
        List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        if (segments.get(segments.size() - 1).equals(dots)) {
            segments.add("");
        }
        return segments;
    }

    private static String join(List<String> segments) {
        return "/" + String.join("/", segments);
    }
}

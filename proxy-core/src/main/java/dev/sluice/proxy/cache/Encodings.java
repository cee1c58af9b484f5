package dev.sluice.proxy.cache;

import java.util.List;
import java.util.Locale;

/** The encodings of bodies that are registered, as bits. */
final class Encodings {
    /** There is one that is not registered. */
    static final int UNKNOWN = 0;

    /** Other names of some stand beside them. */
    private static final List<List<String>> REGISTERED = List.of(
            List.of("identity"),
            List.of("gzip", "x-gzip"),
            List.of("deflate"),
            List.of("compress", "x-compress"),
            List.of("br"),
            List.of("zstd"),
            List.of("aes128gcm"),
            List.of("exi"),
            List.of("pack200-gzip"),
            List.of("dcb"),
            List.of("dcz"));

    private static final int IDENTITY = 1;
    private static final int ALL = (1 << REGISTERED.size()) - 1;

    /** Who names more than so many takes up more time than a response is worth. */
    private static final int NAMED_MAX = 16;

    private Encodings() {}

    private static int bit(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        for (int i = 0; i < REGISTERED.size(); i++) {
            if (REGISTERED.get(i).contains(lower)) {
                return 1 << i;
            }
        }
        return UNKNOWN;
    }

    /** Those of a response, by its {@code Content-Encoding}; empty for none. {@link #UNKNOWN} where one is not registered. */
    static int ofResponse(String value) {
        if (value.isBlank()) {
            return IDENTITY;
        }
        int all = 0;
        for (String each : value.split(",", -1)) {
            int bit = bit(each);
            if (bit == UNKNOWN) {
                return UNKNOWN;
            }
            all |= bit;
        }
        return all;
    }

    /** Those that a client takes which has no such header. */
    static int ofAnyone() {
        return ALL;
    }

    /** Those that a client takes, by its {@code Accept-Encoding}; none where it names too many. */
    static int ofRequest(String value) {
        int taken = 0;
        int named = 0;
        boolean rest = false;
        boolean restNamed = false;
        String[] elements = value.split(",", -1);
        for (String element : elements) {
            int semicolon = element.indexOf(';');
            String name = (semicolon < 0 ? element : element.substring(0, semicolon)).strip();
            boolean wanted = semicolon < 0 || !isRefused(element.substring(semicolon + 1));
            if (name.equals("*")) {
                rest = wanted;
                restNamed = true;
            }
            named |= bit(name);
            taken |= wanted ? bit(name) : 0;
        }
        if (elements.length > NAMED_MAX) {
            return 0;
        }
        int unnamed = ALL & ~named;
        if (rest) {
            return taken | unnamed;
        }
        return restNamed ? taken : taken | unnamed & IDENTITY;
    }

    /** Whether parameters have a weight of zero. */
    private static boolean isRefused(String parameters) {
        for (String each : parameters.split(";", -1)) {
            String parameter = each.strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                return parameter.substring(2).strip().matches("0?(\\.0*)?");
            }
        }
        return false;
    }
}

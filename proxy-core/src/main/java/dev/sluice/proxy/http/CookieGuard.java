package dev.sluice.proxy.http;

import dev.sluice.proxy.action.HeadEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds responses that set a cookie though caches on their way may keep them, and with it somebody's session (HAProxy's manual,
 * {@code option checkcache}).
 */
final class CookieGuard {
    private static final byte[] SET_COOKIE = Chars.bytes("set-cookie");
    private static final byte[] CACHE_CONTROL = Chars.bytes("cache-control");
    private static final byte[] PRAGMA = Chars.bytes("pragma");

    /** Those that caches keep unless they are told otherwise. */
    private static final Set<Integer> KEPT = Set.of(200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501);

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> UNKEPT = Set.of("private", "no-store", "no-cache", "max-age=0", "s-maxage=0");
    private static final String WITHOUT_COOKIES = "no-cache=\"set-cookie";

    private CookieGuard() {}

    /** Whether a response to a request with this method should not be seen by caches. */
    static boolean isExposed(HeadEditor response, int status, String method) {
        if (response.find(SET_COOKIE, 0) < 0) {
            return false;
        }
        boolean open = false;
        for (String directive : directives(response.joined(CACHE_CONTROL))) {
            if (UNKEPT.contains(directive) || keepsCookiesOut(directive)) {
                return false;
            }
            open |= directive.equals("public");
        }
        if (directives(response.joined(PRAGMA)).contains("no-cache")) {
            return false;
        }
        return open || KEPT.contains(status) && SAFE.contains(method);
    }

    /** {@code no-cache="set-cookie"}, and the same with other names behind. */
    private static boolean keepsCookiesOut(String directive) {
        int end = WITHOUT_COOKIES.length();
        return directive.startsWith(WITHOUT_COOKIES)
                && directive.length() > end
                && (directive.charAt(end) == '"' || directive.charAt(end) == ',');
    }

    /** In lower case, parted where a comma stands outside of quotes. */
    private static List<String> directives(String value) {
        List<String> all = new ArrayList<>();
        int from = 0;
        boolean quoted = false;
        for (int i = 0; i <= value.length(); i++) {
            boolean end = i == value.length();
            quoted ^= !end && value.charAt(i) == '"';
            if (end || value.charAt(i) == ',' && !quoted) {
                all.add(value.substring(from, i).strip().toLowerCase(Locale.ROOT));
                from = i + 1;
            }
        }
        return all;
    }
}

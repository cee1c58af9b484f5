package dev.sluice.proxy.http;

import dev.sluice.config.CookieSpec;
import dev.sluice.config.CookieSpec.Use;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.state.Backend;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps clients on their servers by a cookie ({@code cookie} of a backend): finds the server of a request, and marks the response. */
final class Persistence {
    private static final byte[] COOKIE = Chars.bytes("cookie");
    private static final byte[] SET_COOKIE = Chars.bytes("set-cookie");
    private static final byte[] CACHE_CONTROL = Chars.bytes("cache-control");
    private static final byte[] PRIVATE = Chars.bytes("private");

    /** Between the value and when it was made, and before the server's own value behind a prefix. */
    private static final char DATE_MARK = '|';

    private static final char PREFIX_MARK = '~';

    private final Exchange exchange;
    private @Nullable Server wanted;
    private boolean ignored;
    private boolean forced;
    private boolean firstKnown;
    private long firstSeconds;
    /** What the log tells of the request's cookie, and of the response's. */
    char asked = '-';

    char given = '-';

    Persistence(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Another request. */
    void reset() {
        wanted = null;
        ignored = false;
        forced = false;
        firstKnown = false;
        asked = '-';
        given = '-';
    }

    private long nowSeconds(HttpSite site) {
        return site.worker().clock().wallMillis() / 1000;
    }

    /** Asks the rules whether persistence is forced or ignored; the first that holds says it. */
    void judge(HttpPlan plan, Judging judging) {
        if (plan.rules.persist().isEmpty()) {
            return;
        }
        for (HttpRules.PersistRule rule : plan.rules.persist()) {
            if (rule.guard().holds(judging)) {
                forced = rule.forces();
                ignored = !rule.forces();
                return;
            }
        }
    }

    /** Whether a client keeps its server though that is down, and no other is tried. */
    boolean isForced() {
        return forced;
    }

    private boolean outlives() {
        return forced || exchange.backendPlan().persistsDown;
    }

    /** The client belongs to a server. */
    void bring(Server server) {
        if (outlives()) {
            exchange.connector().ticket().forceTo(server);
        } else {
            exchange.connector().stickTo(server);
        }
    }

    /** Looks for the cookie in a request, and for the server it belongs to. */
    void request(CookieSpec spec, Backend backend, HttpSite site) {
        Message head = exchange.request.message;
        asked = 'N';
        for (int i = head.fields() - 1; i >= 0; i--) {
            if (head.isNamed(i, COOKIE)) {
                field(spec, backend, site, head, i);
            }
        }
        Server server = wanted;
        if (server != null) {
            bring(server);
        }
    }

    private void field(CookieSpec spec, Backend backend, HttpSite site, Message head, int field) {
        int start = head.valueStart(field);
        int length = head.valueLength(field);
        TextOutput kept = site.text().clear();
        boolean changed = false;
        int end;
        for (int at = start; at <= start + length; at = end + 1) {
            end = at;
            while (end < start + length && head.at(end) != ';') {
                end++;
            }
            int from = at;
            int to = end;
            while (from < to && Chars.isBlank(head.at(from))) {
                from++;
            }
            while (from < to && Chars.isBlank(head.at(to - 1))) {
                to--;
            }
            int value = from + spec.name().length() + 1;
            if (!isOurs(spec, head, from, to)) {
                append(kept, head, from, to);
            } else {
                seen(spec, backend, site, head, value, to);
                int mark = spec.use() == Use.PREFIX ? find(head, value, to, PREFIX_MARK) : to;
                changed |= mark < to || spec.indirect();
                if (mark < to) {
                    append(kept, head, from, value);
                    bytes(kept, head, mark + 1, to);
                } else if (!spec.indirect()) {
                    append(kept, head, from, to);
                }
            }
        }
        if (changed && kept.length() == 0) {
            head.remove(field);
        } else if (changed) {
            // It becomes shorter, so that there is room.
            boolean unused = head.replace(field, kept.bytes(), kept.length());
        }
    }

    private static boolean isOurs(CookieSpec spec, Message head, int from, int to) {
        String name = spec.name();
        int sign = from + name.length();
        return sign < to && head.at(sign) == '=' && isAt(head, from, sign, name);
    }

    private static boolean isAt(Message head, int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((head.at(from + i) & 0xFF) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where a mark is; {@code to} where it is not. */
    private static int find(Message head, int from, int to, char mark) {
        int at = from;
        while (at < to && head.at(at) != mark) {
            at++;
        }
        return at;
    }

    private static void append(TextOutput kept, Message head, int from, int to) {
        if (from < to) {
            kept.add(kept.length() == 0 ? "" : "; ");
            bytes(kept, head, from, to);
        }
    }

    private static void bytes(TextOutput kept, Message head, int from, int to) {
        for (int i = from; i < to; i++) {
            kept.add((char) head.at(i));
        }
    }

    private void seen(CookieSpec spec, Backend backend, HttpSite site, Message head, int start, int stop) {
        boolean quoted = stop - start > 1 && head.at(start) == '"' && head.at(stop - 1) == '"';
        int from = quoted ? start + 1 : start;
        int to = quoted ? stop - 1 : stop;
        int end = find(head, from, to, spec.use() == Use.PREFIX ? PREFIX_MARK : DATE_MARK);
        if (end < to && spec.use() == Use.INSERT && isTooOld(spec, site, head.text(end + 1, to - end - 1))) {
            return;
        }
        Server found = from == end ? null : named(backend, head, from, end);
        if (ignored) {
            asked = 'U';
        } else if (found == null) {
            asked = 'I';
        } else if (found.operationalState() == OperationalState.STOPPED) {
            asked = 'D';
            wanted = outlives() ? found : wanted;
        } else {
            asked = 'V';
            wanted = found;
        }
    }

    /** The server whose cookie's value stands there. */
    private static @Nullable Server named(Backend backend, Message head, int from, int to) {
        for (Server server : backend.servers()) {
            if (isAt(head, from, to, backend.cookies().of(server))) {
                return server;
            }
        }
        return null;
    }

    /** Whether a cookie with {@code last|first} behind its value is over its time. */
    private boolean isTooOld(CookieSpec spec, HttpSite site, String dates) {
        int mark = dates.indexOf(DATE_MARK);
        long last = seconds(mark < 0 ? dates : dates.substring(0, mark));
        long first = mark < 0 ? -1 : seconds(dates.substring(mark + 1));
        long now = nowSeconds(site);
        if (spec.maxIdleSeconds() > 0 && last >= 0 && last + spec.maxIdleSeconds() < now) {
            asked = 'E';
            return true;
        }
        if (spec.maxLifeSeconds() > 0 && first >= 0 && first + spec.maxLifeSeconds() < now) {
            asked = 'O';
            return true;
        }
        firstKnown = first >= 0;
        firstSeconds = first;
        return false;
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Marks the response of {@code chosen}. */
    void response(CookieSpec spec, Backend backend, @Nullable Server chosen, Message head, HttpSite site) {
        given = 'N';
        String value = chosen == null ? "" : backend.cookies().of(chosen);
        boolean own = fromServer(spec, head, value);
        boolean known = asked == 'V' && wanted == chosen;
        boolean renewed = spec.maxIdleSeconds() > 0 && known;
        boolean due = spec.use() == Use.INSERT
                && !ignored
                && !value.isEmpty()
                && (!known || renewed)
                && !(own && spec.preserve())
                && (!spec.postOnly() || exchange.request.method == Method.POST);
        if (!due) {
            return;
        }
        boolean done =
                head.add(SET_COOKIE, Chars.bytes(spec.name() + "=" + value + dates(spec, site) + attributes(spec)));
        given = renewed ? 'U' : 'I';
        if (done && spec.noCache()) {
            boolean unused = head.add(CACHE_CONTROL, PRIVATE);
        }
    }

    /** Deals with a cookie that the server itself has set; returns whether there was one. */
    private boolean fromServer(CookieSpec spec, Message head, String value) {
        boolean found = false;
        for (int i = head.fields() - 1; i >= 0; i--) {
            String cookie = head.isNamed(i, SET_COOKIE) ? head.value(i) : "";
            if (!cookie.startsWith(spec.name() + "=")) {
                continue;
            }
            found = true;
            given = 'P';
            int from = spec.name().length() + 1;
            int end = cookie.indexOf(';') < 0 ? cookie.length() : cookie.indexOf(';');
            if (spec.preserve() || value.isEmpty()) {
                continue;
            }
            if (spec.use() == Use.REWRITE) {
                given = replaced(head, i, cookie.substring(0, from) + value + cookie.substring(end));
            } else if (spec.use() == Use.PREFIX) {
                given = replaced(head, i, cookie.substring(0, from) + value + PREFIX_MARK + cookie.substring(from));
            } else if (spec.use() == Use.INSERT && spec.indirect()) {
                head.remove(i);
                given = 'D';
            }
        }
        return found;
    }

    private static char replaced(Message head, int field, String cookie) {
        return head.replace(field, Chars.bytes(cookie)) ? 'R' : 'P';
    }

    private String dates(CookieSpec spec, HttpSite site) {
        if (spec.maxIdleSeconds() == 0 && spec.maxLifeSeconds() == 0) {
            return "";
        }
        String now = Long.toString(nowSeconds(site), Character.MAX_RADIX);
        String first = firstKnown ? Long.toString(firstSeconds, Character.MAX_RADIX) : now;
        return (DATE_MARK + now + (spec.maxLifeSeconds() > 0 ? DATE_MARK + first : "")).toLowerCase(Locale.ROOT);
    }

    private static String attributes(CookieSpec spec) {
        StringBuilder text = new StringBuilder("; path=/");
        spec.domains().forEach(domain -> text.append("; domain=").append(domain));
        text.append(spec.httpOnly() ? "; HttpOnly" : "").append(spec.secure() ? "; Secure" : "");
        spec.attributes().forEach(attribute -> text.append("; ").append(attribute));
        return text.toString();
    }
}

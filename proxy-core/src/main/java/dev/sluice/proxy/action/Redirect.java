package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends clients elsewhere. */
final class Redirect implements Action {
    static final String USAGE = "location|prefix|scheme <format> [code <code>] [drop-query] [keep-query] [append-slash]"
            + " [ignore-empty] [set-cookie <name>[=<value>]] [set-cookie-fmt <format>] [clear-cookie <name>[=]]";

    private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);
    /** These say the same for ever; the others must be asked again. */
    private static final Set<Integer> LASTING = Set.of(301, 308);

    private static final byte[] HOST = "host".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NOTHING = {};

    private final Kind kind;
    private final LogFormat target;
    private final int code;
    private final boolean dropQuery;
    private final boolean keepQuery;
    private final boolean appendSlash;
    private final boolean ignoreEmpty;
    private final String cookie;
    private final @Nullable LogFormat cookieFormat;

    private Redirect(Draft draft, Kind kind, LogFormat target) {
        this.kind = kind;
        this.target = target;
        this.code = draft.code;
        this.dropQuery = draft.dropQuery;
        this.keepQuery = draft.keepQuery;
        this.appendSlash = draft.appendSlash;
        this.ignoreEmpty = draft.ignoreEmpty;
        this.cookie = draft.cookie;
        this.cookieFormat = draft.cookieFormat;
    }

    /** What the target is. */
    private enum Kind {
        LOCATION,
        PREFIX,
        SCHEME
    }

    private static final class Draft {
        @Nullable
        Kind kind;

        @Nullable
        LogFormat target;

        int code = 302;
        boolean dropQuery;
        boolean keepQuery;
        boolean appendSlash;
        boolean ignoreEmpty;
        String cookie = "";

        @Nullable
        LogFormat cookieFormat;

        /** What the answer says of a cookie; the last word counts. */
        void cookie(String text, @Nullable LogFormat format) {
            cookie = text;
            cookieFormat = format;
        }
    }

    static Action parse(Words words, RuleScope scope) throws SampleException {
        Draft draft = new Draft();
        while (words.hasNext()) {
            String word = words.next("a keyword");
            switch (word) {
                case "location" -> target(draft, Kind.LOCATION, words, scope);
                case "prefix" -> target(draft, Kind.PREFIX, words, scope);
                case "scheme" -> target(draft, Kind.SCHEME, words, scope);
                case "code" -> draft.code = code(words);
                case "drop-query" -> draft.dropQuery = true;
                case "keep-query" -> draft.keepQuery = true;
                case "append-slash" -> draft.appendSlash = true;
                case "ignore-empty" -> draft.ignoreEmpty = true;
                case "set-cookie" -> draft.cookie(cookie(words) + "; path=/;", null);
                case "set-cookie-fmt" ->
                    draft.cookie("; path=/;", words.format("a format", scope.samples(), LogFormat.Style.HTTP));
                case "clear-cookie" -> draft.cookie(cookie(words) + "; path=/; Max-Age=0;", null);
                default ->
                    throw words.bad("expects 'code', 'prefix', 'location', 'scheme', 'set-cookie', 'clear-cookie',"
                            + " 'drop-query', 'keep-query', 'ignore-empty' or 'append-slash' (was '" + word + "')");
            }
        }
        Kind kind = draft.kind;
        LogFormat target = draft.target;
        if (kind == null || target == null) {
            throw words.bad("expects a redirection type ('prefix', 'location', or 'scheme')");
        }
        if (scope.stage() != Stage.REQUEST) {
            // The request has left, of which the rest of a target would be.
            if (kind != Kind.LOCATION) {
                throw new SampleException("response only supports redirect type 'location'.");
            }
            draft.keepQuery = false;
        }
        return new Redirect(draft, kind, target);
    }

    private static void target(Draft draft, Kind kind, Words words, RuleScope scope) throws SampleException {
        draft.kind = kind;
        draft.target = words.format("a target", scope.samples(), LogFormat.Style.HTTP);
    }

    private static int code(Words words) throws SampleException {
        int code = words.number("a code", 300, 399);
        if (!CODES.contains(code)) {
            throw words.bad(": unsupported HTTP code '" + code + "' (must be one of 301, 302, 303, 307 or 308)");
        }
        return code;
    }

    private static String cookie(Words words) throws SampleException {
        String cookie = words.next("a cookie");
        if (cookie.chars().anyMatch(c -> c <= ' ' || c == ';' || c == 0x7F)) {
            throw words.bad("cannot have '" + cookie + "' as a cookie");
        }
        return cookie;
    }

    @Override
    public Verdict run(Transaction transaction) {
        String said = Formats.text(target, transaction);
        if (said.isEmpty() && ignoreEmpty) {
            return Verdict.CONTINUE;
        }
        HeadEditor request = transaction.request();
        String location = switch (kind) {
            case LOCATION -> keepQuery ? withQuery(said, request.target()) : said;
            case PREFIX -> (said.equals("/") ? "" : said) + rest(request.target());
            case SCHEME -> said + "://" + request.first(HOST) + rest(request.target());
        };
        StringBuilder fields = new StringBuilder("content-length: 0\r\nlocation: ");
        value(fields, location);
        fields.append("\r\n");
        if (!LASTING.contains(code)) {
            fields.append("cache-control: no-cache\r\n");
        }
        if (!cookie.isEmpty()) {
            fields.append("set-cookie: ");
            LogFormat format = cookieFormat;
            value(fields, format == null ? "" : Formats.text(format, transaction));
            fields.append(cookie).append("\r\n");
        }
        byte[] lines = fields.toString().getBytes(StandardCharsets.ISO_8859_1);
        transaction.answer(Answer.composed(code, lines, NOTHING), Manner.RETURNED);
        return Verdict.ENDED;
    }

    /** What cannot stand in the value of a field becomes a blank. */
    private static void value(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            to.append(c < ' ' && c != '\t' || c == 0x7F ? ' ' : c);
        }
    }

    private static String withQuery(String said, String target) {
        int mark = target.indexOf('?');
        if (mark < 0 || mark + 1 == target.length()) {
            return said;
        }
        return said + (said.indexOf('?') < 0 ? "?" : "&") + target.substring(mark + 1);
    }

    /** Path and query of the request, as the options want them. */
    private String rest(String target) {
        int start = 0;
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        if (authority >= 0) {
            int slash = target.indexOf('/', authority + 3);
            start = slash < 0 ? target.length() : slash;
        }
        String rest = target.substring(start);
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        String query = mark < 0 || dropQuery ? "" : rest.substring(mark);
        boolean slash = appendSlash && dropQuery && !path.endsWith("/");
        return path + (slash ? "/" : "") + query;
    }
}

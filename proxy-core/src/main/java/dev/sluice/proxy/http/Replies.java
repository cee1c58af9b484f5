package dev.sluice.proxy.http;

import dev.sluice.config.ErrorFile;
import dev.sluice.config.ErrorRule;
import dev.sluice.proxy.action.Answer;
import dev.sluice.proxy.action.CapturePlaces;
import dev.sluice.proxy.action.Reasons;
import dev.sluice.proxy.action.ReplyTemplate;
import dev.sluice.proxy.action.RuleScope;
import dev.sluice.proxy.action.Stage;
import dev.sluice.proxy.action.Transaction;
import dev.sluice.proxy.action.Words;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.SampleException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the proxy itself answers, by status code: built in, or read from files. */
final class Replies {
    private static final Map<Integer, Reply> BUILT_IN = new HashMap<>();

    static {
        add(200, "OK", "Service ready.");
        add(400, "Bad request", "Your browser sent an invalid request.");
        add(401, "Unauthorized", "You need a valid user and password to access this content.");
        add(403, "Forbidden", "Request forbidden by administrative rules.");
        add(404, "Not Found", "The resource could not be found.");
        add(
                405,
                "Method Not Allowed",
                "A request was made of a resource using a request method not supported by that resource.");
        add(407, "Unauthorized", "You need a valid user and password to access this content.");
        add(408, "Request Time-out", "Your browser didn't send a complete request in time.");
        add(410, "Gone", "The resource is no longer available and will not be available again.");
        add(413, "Payload Too Large", "The request entity exceeds the maximum allowed.");
        add(414, "URI Too Long", "The URI provided was too long for the server to process.");
        add(421, "Misdirected Request", "Request sent to a non-authoritative server.");
        add(422, "Unprocessable Content", "The server cannot process the contained instructions.");
        add(425, "Too Early", "Your browser sent early data.");
        add(429, "Too Many Requests", "You have sent too many requests in a given amount of time.");
        add(431, "Request Header Fields Too Large", "Request Header Fields Too Large.");
        add(500, "Internal Server Error", "An internal server error occurred.");
        add(501, "Not Implemented", "The server does not support the functionality required to fulfill the request.");
        add(502, "Bad Gateway", "The server returned an invalid or incomplete response.");
        add(503, "Service Unavailable", "No server is available to handle this request.");
        add(504, "Gateway Time-out", "The server didn't respond in time.");
    }

    /** Nothing but what is built in. */
    static final Replies NONE = new Replies(Map.of());

    private final Map<Integer, Made> configured;

    private Replies(Map<Integer, Made> configured) {
        this.configured = configured;
    }

    /** What was configured for a status: fixed, or put together for each request. */
    private record Made(@Nullable Reply fixed, @Nullable ReplyTemplate template) {}

    /** Works out what {@code rules} say. */
    static Replies compile(List<ErrorRule> rules, CompileScope samples, Map<String, Map<Integer, ErrorFile>> errors)
            throws RuleException {
        Map<Integer, Made> made = new HashMap<>();
        for (ErrorRule rule : rules) {
            switch (rule.keyword()) {
                case "errorfiles" -> section(rule, errors.getOrDefault(rule.section(), Map.of()), made);
                case "http-error" ->
                    template(rule, new RuleScope(Stage.REQUEST, samples, errors, CapturePlaces.none()), made);
                case "errorfile" -> rule.statuses().forEach(status -> file(status, rule.file(), made));
                default -> rule.statuses().forEach(status -> made.put(status, elsewhere(status, rule.arguments())));
            }
        }
        return new Replies(Map.copyOf(made));
    }

    private static void section(ErrorRule rule, Map<Integer, ErrorFile> files, Map<Integer, Made> made) {
        files.forEach((status, file) -> {
            if (rule.statuses().isEmpty() || rule.statuses().contains(status)) {
                file(status, file, made);
            }
        });
    }

    private static void file(int status, @Nullable ErrorFile file, Map<Integer, Made> made) {
        if (file != null) {
            made.put(status, new Made(Reply.ofFile(status, file.content()), null));
        }
    }

    private static Made elsewhere(int status, List<String> codeAndLocation) {
        int code = Integer.parseInt(codeAndLocation.get(0));
        String content = "HTTP/1.1 " + code + " " + Reasons.of(code)
                + "\r\ncache-control: no-cache\r\ncontent-length: 0\r\nlocation: " + codeAndLocation.get(1)
                + "\r\n\r\n";
        return new Made(Reply.ofFile(status, content), null);
    }

    private static void template(ErrorRule rule, RuleScope scope, Map<Integer, Made> made) throws RuleException {
        ReplyTemplate template;
        try {
            template = ReplyTemplate.parse(new Words("http-error", rule.arguments(), rule.location()), scope, 0, false);
        } catch (SampleException e) {
            throw new RuleException(rule.location(), e.text());
        }
        int status = template.status();
        made.put(status, template.isUsual() ? new Made(builtIn(status), null) : new Made(null, template));
    }

    private static void add(int status, String reason, String text) {
        BUILT_IN.put(status, Reply.of(status, reason, text));
    }

    /** The answer for a status that was configured, or null. */
    @Nullable
    Reply configured(int status, Transaction transaction) {
        Made made = configured.get(status);
        if (made == null) {
            return null;
        }
        ReplyTemplate template = made.template();
        if (template == null) {
            return made.fixed();
        }
        Answer answer = template.render(transaction);
        ErrorFile file = answer.file();
        return file == null ? Reply.of(answer) : Reply.ofFile(status, file.content());
    }

    /** The answer for a status that is built in. */
    static Reply builtIn(int status) {
        Reply known = BUILT_IN.get(status);
        if (known == null) {
            throw new IllegalArgumentException("status " + status);
        }
        return known;
    }
}

package dev.sluice.proxy.action;

import dev.sluice.pattern.Regex;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;

/** Actions that change the start line of a message. */
final class TargetActions {
    static final List<ActionSpec> ALL = List.of(
            set("set-method", "give the request another method", Part.METHOD),
            set("set-path", "give the request another path", Part.PATH),
            set("set-pathq", "give the request another path and query", Part.PATH_AND_QUERY),
            set("set-query", "give the request another query", Part.QUERY),
            set("set-uri", "give the request another target", Part.URI),
            replace("replace-path", "change the path where it matches", Part.PATH),
            replace("replace-pathq", "change path and query where they match", Part.PATH_AND_QUERY),
            replace("replace-uri", "change the target where it matches", Part.URI),
            ActionSpec.of(
                    "set-status",
                    ActionSpec.RESPONSES,
                    "<status> [reason <text>]",
                    "give the response another status",
                    TargetActions::status));

    private TargetActions() {}

    /** What is changed. */
    private enum Part {
        METHOD,
        PATH,
        PATH_AND_QUERY,
        QUERY,
        URI;

        /** Where it begins in a target. */
        int start(String target) {
            return switch (this) {
                case PATH, PATH_AND_QUERY -> pathStart(target);
                case QUERY -> {
                    int mark = target.indexOf('?');
                    yield mark < 0 ? target.length() : mark + 1;
                }
                default -> 0;
            };
        }

        /** Where it ends. */
        int end(String target) {
            int mark = target.indexOf('?');
            return this == PATH && mark >= 0 ? mark : target.length();
        }
    }

    /** Where the path begins; the end where there is none. */
    static int pathStart(String target) {
        if (target.startsWith("/") || target.equals("*")) {
            return 0;
        }
        int authority = target.indexOf("://");
        int at = authority < 0 ? target.length() : authority + 3;
        while (at < target.length() && "/?#".indexOf(target.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static ActionSpec set(String name, String documentation, Part part) {
        return ActionSpec.of(name, ActionSpec.REQUEST, "<format>", documentation, (words, scope) -> {
            LogFormat format = words.format("a format", scope.samples(), LogFormat.Style.VALUE);
            return transaction -> {
                HeadEditor head = transaction.head();
                byte[] value = Formats.bytes(format, transaction);
                boolean done = part == Part.METHOD
                        ? head.method(value)
                        : change(head, part, new String(value, StandardCharsets.ISO_8859_1));
                return done ? Verdict.CONTINUE : Verdict.FAILED;
            };
        });
    }

    private static boolean change(HeadEditor head, Part part, String value) {
        String target = head.target();
        String before = target.substring(0, part.start(target));
        String behind = target.substring(part.end(target));
        if (part == Part.QUERY) {
            String query = value.startsWith("?") ? value.substring(1) : value;
            String path = before.endsWith("?") ? before.substring(0, before.length() - 1) : before;
            return head.target(bytes(query.isEmpty() ? path : path + "?" + query));
        }
        return head.target(bytes(before + value + behind));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ActionSpec replace(String name, String documentation, Part part) {
        return ActionSpec.of(name, ActionSpec.REQUEST, "<regex> <format>", documentation, (words, scope) -> {
            Regex regex = Formats.regex(words.next("a regular expression"), false);
            LogFormat format = words.format("a format", scope.samples(), LogFormat.Style.VALUE);
            return transaction -> {
                HeadEditor head = transaction.head();
                String target = head.target();
                Matcher matcher = Formats.find(regex, target.substring(part.start(target), part.end(target)));
                if (matcher == null) {
                    return Verdict.CONTINUE;
                }
                String value = Formats.expand(Formats.text(format, transaction), matcher);
                return change(head, part, value) ? Verdict.CONTINUE : Verdict.FAILED;
            };
        });
    }

    private static Action status(Words words, RuleScope scope) throws SampleException {
        int status = words.number("a status", 100, 999);
        String reason = words.accept("reason") ? words.next("a reason") : Reasons.of(status);
        byte[] text = bytes(reason);
        return transaction -> transaction.head().status(status, text) ? Verdict.CONTINUE : Verdict.FAILED;
    }
}

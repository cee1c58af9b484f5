package dev.sluice.proxy.action;

import dev.sluice.pattern.Regex;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.TextOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** Actions that change header fields. */
final class HeaderActions {
    static final List<ActionSpec> ALL = List.of(
            ActionSpec.of(
                    "add-header",
                    ActionSpec.ALL,
                    "<name> <format>",
                    "add a header field",
                    (words, scope) -> header(words, scope, false)),
            ActionSpec.of(
                    "set-header",
                    ActionSpec.ALL,
                    "<name> <format>",
                    "give a header field one value",
                    (words, scope) -> header(words, scope, true)),
            ActionSpec.of(
                    "del-header",
                    ActionSpec.ALL,
                    "<name> [-m str|beg|end|sub|reg]",
                    "take header fields out",
                    HeaderActions::delete),
            ActionSpec.of(
                    "replace-header",
                    ActionSpec.ALL,
                    "<name> <regex> <format>",
                    "change header fields that match",
                    (words, scope) -> replace(words, scope, false)),
            ActionSpec.of(
                    "replace-value",
                    ActionSpec.ALL,
                    "<name> <regex> <format>",
                    "change elements of header fields that match",
                    (words, scope) -> replace(words, scope, true)));

    private HeaderActions() {}

    private static String name(Words words) throws SampleException {
        String name = words.next("the name of a header field").toLowerCase(Locale.ROOT);
        if (!name.matches("[!#$%&'*+.^_`|~0-9a-z-]+")) {
            throw words.bad("cannot have '" + name + "' as the name of a header field");
        }
        return name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Action header(Words words, RuleScope scope, boolean only) throws SampleException {
        byte[] name = bytes(name(words));
        LogFormat format = words.format("a format", scope.samples(), LogFormat.Style.HTTP);
        byte[] constant = format.constant();
        if (constant != null) {
            return transaction -> put(transaction.head(), name, only, constant, constant.length);
        }
        return transaction -> {
            TextOutput value = Formats.write(format, transaction);
            return put(transaction.head(), name, only, value.bytes(), value.length());
        };
    }

    private static Verdict put(HeadEditor head, byte[] name, boolean only, byte[] value, int length) {
        if (only) {
            removeAll(head, name);
        }
        return head.add(name, value, length) ? Verdict.CONTINUE : Verdict.FAILED;
    }

    private static void removeAll(HeadEditor head, byte[] name) {
        for (int i = head.fields() - 1; i >= 0; i--) {
            if (head.isNamed(i, name)) {
                head.remove(i);
            }
        }
    }

    private static Action delete(Words words, RuleScope scope) throws SampleException {
        String wanted = words.next("the name of a header field");
        String method = words.accept("-m") ? words.next("a matching method") : "str";
        String lower = wanted.toLowerCase(Locale.ROOT);
        if (method.equals("str")) {
            byte[] name = bytes(lower);
            return transaction -> {
                removeAll(transaction.head(), name);
                return Verdict.CONTINUE;
            };
        }
        Predicate<String> match = switch (method) {
            case "beg" -> name -> name.startsWith(lower);
            case "end" -> name -> name.endsWith(lower);
            case "sub" -> name -> name.contains(lower);
            case "reg" -> {
                Regex regex = Formats.regex(wanted, true);
                yield name -> Formats.find(regex, name) != null;
            }
            default ->
                throw words.bad("only supports the matching methods str, beg, end, sub and reg (got '" + method + "')");
        };
        return transaction -> {
            HeadEditor head = transaction.head();
            for (int i = head.fields() - 1; i >= 0; i--) {
                if (match.test(head.name(i))) {
                    head.remove(i);
                }
            }
            return Verdict.CONTINUE;
        };
    }

    private static Action replace(Words words, RuleScope scope, boolean elements) throws SampleException {
        byte[] name = bytes(name(words));
        Regex regex = Formats.regex(words.next("a regular expression"), false);
        LogFormat format = words.format("a format", scope.samples(), LogFormat.Style.HTTP);
        return transaction -> {
            HeadEditor head = transaction.head();
            String template = null;
            for (int i = 0; i < head.fields(); i++) {
                if (head.isNamed(i, name)) {
                    template = template == null ? Formats.text(format, transaction) : template;
                    if (!replace(head, i, regex, template, elements)) {
                        return Verdict.FAILED;
                    }
                }
            }
            return Verdict.CONTINUE;
        };
    }

    private static boolean replace(HeadEditor head, int field, Regex regex, String template, boolean elements) {
        String value = head.value(field);
        StringBuilder made = new StringBuilder();
        boolean changed = false;
        int from = 0;
        while (from <= value.length()) {
            int end = elements ? elementEnd(value, from) : value.length();
            String element = value.substring(from, end);
            String bare = elements ? element.strip() : element;
            Matcher matcher = Formats.find(regex, bare);
            if (matcher != null) {
                made.append(element, 0, element.indexOf(bare)).append(Formats.expand(template, matcher));
                changed = true;
            } else {
                made.append(element);
            }
            if (end < value.length()) {
                made.append(',');
            }
            from = end + 1;
        }
        return !changed || head.replace(field, bytes(made.toString()));
    }

    /** Where an element of a list ends; commas between quotes belong to it. */
    private static int elementEnd(String value, int from) {
        boolean quoted = false;
        int at = from;
        while (at < value.length() && (quoted || value.charAt(at) != ',')) {
            char c = value.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                at++;
            }
            at++;
        }
        return Math.min(at, value.length());
    }
}

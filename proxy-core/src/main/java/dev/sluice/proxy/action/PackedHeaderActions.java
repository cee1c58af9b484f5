package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** Actions that change many header fields at once, as {@code req.hdrs_bin} packs them (manual section 4.4). */
final class PackedHeaderActions {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    static final List<ActionSpec> ALL = List.of(
            ActionSpec.of(
                    "add-headers-bin",
                    ActionSpec.ALL,
                    "<expression> [prefix <text>]",
                    "add packed header fields",
                    (words, scope) -> put(words, scope, false)),
            ActionSpec.of(
                    "set-headers-bin",
                    ActionSpec.ALL,
                    "<expression> [prefix <text>]",
                    "give header fields the values of packed ones",
                    (words, scope) -> put(words, scope, true)),
            ActionSpec.of(
                    "del-headers-bin",
                    ActionSpec.ALL,
                    "<expression> [-m str|beg|end|sub]",
                    "take out the header fields of packed names",
                    PackedHeaderActions::delete));

    private PackedHeaderActions() {}

    private static Action put(Words words, RuleScope scope, boolean only) throws SampleException {
        Expression packed = words.expression(scope.samples());
        String prefix = words.accept("prefix") ? words.next("a prefix") : "";
        return transaction -> {
            Sample sample = transaction.sample();
            return !packed.evaluate(transaction.samples(), sample, SampleType.BIN)
                            || put(new PackedFields(sample), transaction.head(), prefix, only)
                    ? Verdict.CONTINUE
                    : Verdict.FAILED;
        };
    }

    /** Puts fields in up to the empty name and the empty value; false where these are missing, or a field makes no sense. */
    private static boolean put(PackedFields fields, HeadEditor head, String prefix, boolean only) {
        while (true) {
            String name = fields.next();
            String value = name == null ? null : fields.next();
            if (name == null || value == null) {
                return false;
            }
            if (name.isEmpty()) {
                return value.isEmpty();
            }
            if (!name.startsWith(prefix)) {
                continue;
            }
            String lower = name.toLowerCase(Locale.ROOT);
            byte[] bytes = lower.getBytes(StandardCharsets.ISO_8859_1);
            if (!NAME.matcher(lower).matches()) {
                return false;
            }
            if (only) {
                remove(head, lower, String::equals);
            }
            if (!head.add(bytes, value.getBytes(StandardCharsets.ISO_8859_1))) {
                return false;
            }
        }
    }

    private static Action delete(Words words, RuleScope scope) throws SampleException {
        Expression packed = words.expression(scope.samples());
        String method = words.accept("-m") ? words.next("a matching method") : "str";
        BiPredicate<String, String> match = switch (method) {
            case "str" -> String::equals;
            case "beg" -> String::startsWith;
            case "end" -> String::endsWith;
            case "sub" -> String::contains;
            case "reg" -> throw words.bad("-m reg is unsupported with del-headers-bin due to performance reasons");
            default -> throw words.bad("-m with unsupported matching method '" + method + "'");
        };
        return transaction -> {
            Sample sample = transaction.sample();
            return !packed.evaluate(transaction.samples(), sample, SampleType.BIN)
                            || delete(new PackedFields(sample), transaction.head(), match)
                    ? Verdict.CONTINUE
                    : Verdict.FAILED;
        };
    }

    private static boolean delete(PackedFields names, HeadEditor head, BiPredicate<String, String> match) {
        for (String name = names.next(); name != null; name = names.next()) {
            if (name.isEmpty()) {
                return true;
            }
            remove(head, name.toLowerCase(Locale.ROOT), match);
        }
        return false;
    }

    private static void remove(HeadEditor head, String wanted, BiPredicate<String, String> match) {
        for (int i = head.fields() - 1; i >= 0; i--) {
            if (match.test(head.name(i), wanted)) {
                head.remove(i);
            }
        }
    }
}

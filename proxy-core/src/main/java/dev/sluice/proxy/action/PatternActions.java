package dev.sluice.proxy.action;

import dev.sluice.pattern.PatternEntry;
import dev.sluice.pattern.PatternReference;
import dev.sluice.pattern.Patterns;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.PatternChange;
import dev.sluice.state.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Actions that change maps and ACLs. The control thread makes the change, as it makes all others, and the rules wait for it: the next one
 * finds what this one has changed.
 */
final class PatternActions {

    static final List<ActionSpec> ALL = List.of(
            ActionSpec.of(
                    "set-map",
                    ActionSpec.ALL,
                    "(<file>) <key format> <value format>",
                    "have a map's key stand for a value",
                    (words, scope) -> change(words, scope, PatternChange.Kind.SET)),
            ActionSpec.of(
                    "del-map",
                    ActionSpec.ALL,
                    "(<file>) <key format>",
                    "take a key out of a map",
                    (words, scope) -> change(words, scope, PatternChange.Kind.DELETE)),
            ActionSpec.of(
                    "add-acl",
                    ActionSpec.BOTH,
                    "(<file>) <key format>",
                    "add a pattern to an ACL's file",
                    (words, scope) -> change(words, scope, PatternChange.Kind.ADD)),
            ActionSpec.of(
                    "del-acl",
                    ActionSpec.BOTH,
                    "(<file>) <key format>",
                    "take a pattern out of an ACL's file",
                    (words, scope) -> change(words, scope, PatternChange.Kind.DELETE)));

    private PatternActions() {}

    private static Action change(Words words, RuleScope scope, PatternChange.Kind kind) throws SampleException {
        String file = words.inParentheses();
        LogFormat key = words.format("a key", scope.samples(), LogFormat.Style.VALUE);
        LogFormat value =
                kind == PatternChange.Kind.SET ? words.format("a value", scope.samples(), LogFormat.Style.VALUE) : null;
        RuntimeState state = scope.samples().find(RuntimeState.class);
        return transaction -> {
            if (transaction.waitedMillis() >= 0 || state == null) {
                return Verdict.CONTINUE;
            }
            String named = Formats.text(key, transaction);
            String wanted = value == null ? "" : Formats.text(value, transaction);
            PatternChange change = new PatternChange(file, kind, named, wanted);
            boolean waits = isNew(change, state.patterns()) && transaction.change(change);
            return waits ? Verdict.WAIT : Verdict.CONTINUE;
        };
    }

    /** Whether it would change anything: most requests ask for what others before them have asked for. */
    private static boolean isNew(PatternChange change, Patterns patterns) {
        PatternReference reference = patterns.named(change.file()).orElse(null);
        if (reference == null) {
            return false;
        }
        List<PatternEntry> entries = reference.withKey(bytes(change.key()));
        return switch (change.kind()) {
            case ADD -> entries.isEmpty();
            case DELETE -> !entries.isEmpty();
            case SET -> {
                byte[] value = bytes(change.value());
                yield entries.isEmpty() || entries.stream().anyMatch(entry -> !Arrays.equals(entry.value(), value));
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package dev.sluice.socket.command;

import dev.sluice.operation.Operation;
import dev.sluice.operation.Reason;
import dev.sluice.operation.pattern.AddEntries;
import dev.sluice.operation.pattern.ClearEntries;
import dev.sluice.operation.pattern.CommitVersion;
import dev.sluice.operation.pattern.DeleteEntry;
import dev.sluice.operation.pattern.EntryRef;
import dev.sluice.operation.pattern.ListPatterns;
import dev.sluice.operation.pattern.LookUp;
import dev.sluice.operation.pattern.NewEntry;
import dev.sluice.operation.pattern.PatternKind;
import dev.sluice.operation.pattern.PatternRef;
import dev.sluice.operation.pattern.PrepareVersion;
import dev.sluice.operation.pattern.SetEntry;
import dev.sluice.operation.pattern.ShowEntries;
import dev.sluice.operation.pattern.VersionArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** How operations on maps and ACLs are said. */
public final class PatternWords {
    private static final String ADD_MAP_USAGE =
            "'add map' expects three parameters (map identifier, key and value) or one parameter (map identifier)"
                    + " and a payload";

    /** All of them. */
    public static final List<Spoken<?>> ALL = Stream.concat(
                    Stream.concat(of(PatternKind.MAP, "<map>"), of(PatternKind.ACL, "<acl>")),
                    Stream.of(
                            Spoken.as(
                                    AddEntries.class,
                                    "add map",
                                    "[@<ver>] <map> <key> <value> (or a payload of lines)",
                                    "add entries to a map",
                                    (words, speaker) -> addMap(words)),
                            Spoken.as(
                                    AddEntries.class,
                                    "add acl",
                                    "[@<ver>] <acl> <pattern>",
                                    "add a pattern to an ACL",
                                    (words, speaker) -> addAcl(words)),
                            Spoken.as(
                                    SetEntry.class,
                                    "set map",
                                    "<map> [<key>|#<ref>] <value>",
                                    "have entries of a map lead to another value",
                                    (words, speaker) -> set(words))))
            .toList();

    private PatternWords() {}

    /** What is said alike of maps and ACLs. */
    private static Stream<Spoken<?>> of(PatternKind kind, String argument) {
        String word = kind == PatternKind.MAP ? "map" : "acl";
        return Stream.of(
                Spoken.as(
                                ShowEntries.class,
                                "show " + word,
                                "[@<ver>] [" + argument + "]",
                                "list the " + word + "s, or the entries of one",
                                (words, speaker) -> show(kind, words))
                        .told((outcome, words, speaker) -> PatternsText.show(outcome, words))
                        .also(List.of(ListPatterns.class)),
                Spoken.as(
                                LookUp.class,
                                "get " + word,
                                argument + " <value>",
                                "tell what a value matches",
                                (words, speaker) -> get(kind, words))
                        .told((outcome, words, speaker) -> PatternsText.found(kind, outcome)),
                Spoken.as(
                        DeleteEntry.class,
                        "del " + word,
                        argument + " [<key>|#<ref>]",
                        "take an entry out",
                        (words, speaker) -> delete(kind, words)),
                Spoken.as(
                        ClearEntries.class,
                        "clear " + word,
                        "[@<ver>] " + argument,
                        "take all entries out",
                        (words, speaker) ->
                                versioned(kind, words, (reference, version) -> new ClearEntries(reference, version))),
                Spoken.as(
                        PrepareVersion.class,
                        "prepare " + word,
                        argument,
                        "begin a new version beside the one in use",
                        (words, speaker) -> Parsed.of(new PrepareVersion(new PatternRef(kind, words.at(0))))),
                Spoken.as(
                        CommitVersion.class,
                        "commit " + word,
                        "@<ver> " + argument,
                        "have traffic see a prepared version",
                        (words, speaker) -> words.at(0).startsWith("@")
                                ? versioned(
                                        kind,
                                        words,
                                        (reference, version) -> new CommitVersion(reference, version.number()))
                                : Parsed.refused(Reason.MISSING_ARGUMENT, "Missing version number.")));
    }

    /** The version that words begin with, if they do. */
    private static VersionArgument version(Words words) {
        return words.at(0).startsWith("@") ? VersionArgument.parse(words.at(0).substring(1)) : VersionArgument.CURRENT;
    }

    /** What stands behind the version. */
    private static Words unversioned(Words words) {
        return words.at(0).startsWith("@") ? words.from(1) : words;
    }

    private static Parsed show(PatternKind kind, Words words) {
        return Parsed.of(
                words.count() == 0
                        ? new ListPatterns(kind)
                        : new ShowEntries(
                                new PatternRef(kind, unversioned(words).at(0)), version(words)));
    }

    private static Parsed get(PatternKind kind, Words words) {
        return words.at(0).isEmpty() || words.at(1).isEmpty()
                ? Parsed.refused(Reason.MISSING_ARGUMENT, "Missing " + kind.word() + " identifier and/or key.")
                : Parsed.of(new LookUp(new PatternRef(kind, words.at(0)), words.at(1)));
    }

    private static Parsed delete(PatternKind kind, Words words) {
        return words.at(0).isEmpty() || words.at(1).isEmpty()
                ? Parsed.refused(
                        Reason.MISSING_ARGUMENT,
                        "This command expects two parameters: " + kind.word() + " identifier and key.")
                : Parsed.of(new DeleteEntry(new PatternRef(kind, words.at(0)), EntryRef.parse(words.at(1))));
    }

    private static Parsed versioned(
            PatternKind kind, Words words, BiFunction<PatternRef, VersionArgument, Operation> operation) {
        String name = unversioned(words).at(0);
        return name.isEmpty()
                ? Parsed.refused(Reason.MISSING_ARGUMENT, "Missing " + kind.word() + " identifier.")
                : Parsed.of(operation.apply(new PatternRef(kind, name), version(words)));
    }

    private static Parsed set(Words words) {
        return words.at(0).isEmpty() || words.at(1).isEmpty() || words.at(2).isEmpty()
                ? Parsed.refused(
                        Reason.MISSING_ARGUMENT, "'set map' expects three parameters: map identifier, key and value.")
                : Parsed.of(new SetEntry(
                        new PatternRef(PatternKind.MAP, words.at(0)), EntryRef.parse(words.at(1)), words.at(2)));
    }

    private static Parsed addAcl(Words words) {
        Words rest = unversioned(words);
        return rest.at(0).isEmpty() || rest.at(1).isEmpty()
                ? Parsed.refused(
                        Reason.MISSING_ARGUMENT, "'add acl' expects two parameters: ACL identifier and pattern.")
                : Parsed.of(new AddEntries(
                        new PatternRef(PatternKind.ACL, rest.at(0)),
                        version(words),
                        List.of(new NewEntry(rest.at(1), ""))));
    }

    private static Parsed addMap(Words words) {
        Words rest = unversioned(words);
        PatternRef reference = new PatternRef(PatternKind.MAP, rest.at(0));
        String payload = words.payload().orElse("");
        if (rest.at(0).isEmpty()
                || payload.isEmpty() && (rest.at(1).isEmpty() || rest.at(2).isEmpty())) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, ADD_MAP_USAGE);
        }
        Function<List<NewEntry>, Parsed> add = entries -> Parsed.of(new AddEntries(reference, version(words), entries));
        return payload.isEmpty() ? add.apply(List.of(new NewEntry(rest.at(1), rest.at(2)))) : lines(payload, add);
    }

    /**
     * Reads keys and values. A key ends at the first blank, wherever that is: a line without one goes on in the next, as it does in
     * HAProxy.
     */
    private static Parsed lines(String payload, Function<List<NewEntry>, Parsed> add) {
        List<NewEntry> entries = new ArrayList<>();
        int at = 0;
        while (at < payload.length()) {
            int keyEnd = at;
            while (keyEnd < payload.length() && !isBlank(payload.charAt(keyEnd))) {
                keyEnd++;
            }
            int valueStart = keyEnd;
            while (valueStart < payload.length() && isBlank(payload.charAt(valueStart))) {
                valueStart++;
            }
            String key = payload.substring(at, keyEnd);
            int valueEnd = payload.indexOf('\n', valueStart);
            valueEnd = valueEnd < 0 ? payload.length() : valueEnd;
            if (valueStart == keyEnd || valueStart == valueEnd) {
                return Parsed.refused(Reason.MISSING_ARGUMENT, "Missing value for key '" + key.stripTrailing() + "'.");
            }
            entries.add(new NewEntry(key, payload.substring(valueStart, valueEnd)));
            at = valueEnd + 1;
        }
        return add.apply(entries);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}

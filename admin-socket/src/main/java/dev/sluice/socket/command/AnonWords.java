package dev.sluice.socket.command;

import dev.sluice.config.Level;
import dev.sluice.operation.Reason;
import dev.sluice.operation.text.DebugHash;
import dev.sluice.operation.text.SetAnon;
import dev.sluice.operation.text.SetAnonGlobalKey;
import dev.sluice.operation.text.ShowAnon;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** How names are hidden in what a connection is told. */
public final class AnonWords {
    /** A key has 32 bits. */
    private static final long KEY_MAX = 0xFFFF_FFFFL;

    /** More digits are too many for any key. */
    private static final int DIGITS_MAX = 18;

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.here(ShowAnon.class, "show anon", "", "tell whether this connection hides names", AnonWords::show),
            Spoken.here(
                    SetAnon.class,
                    "set anon on",
                    "[<key>]",
                    "hide names on this connection behind hashes",
                    AnonWords::on),
            Spoken.here(SetAnon.class, "set anon off", "", "show names again", AnonWords::off),
            Spoken.as(
                    SetAnonGlobalKey.class,
                    "set anon global-key",
                    "<key>",
                    "set the key of connections that give none",
                    (words, speaker) -> number(words.at(0)).isPresent()
                            ? Parsed.of(new SetAnonGlobalKey(number(words.at(0)).getAsLong()))
                            : Parsed.refused(
                                    Reason.VALUE_OUT_OF_RANGE, "Value out of range (0 to 4294967295 expected).")),
            Spoken.here(
                    DebugHash.class,
                    "debug dev hash",
                    "[<text>]",
                    "show what a word is hidden behind",
                    (words, speaker) ->
                            Reply.info(Anonymizer.of(speaker.session()).name(words.at(0)))));

    private AnonWords() {}

    private static Reply show(Words words, Speaker speaker) {
        Session session = speaker.session();
        if (session.anonKey() == 0) {
            return Reply.info("Anonymized mode disabled");
        }
        boolean told = session.level().compareTo(Level.OPERATOR) >= 0;
        return Reply.info("Anonymized mode enabled" + (told ? "\nKey : " + session.anonKey() : ""));
    }

    private static Reply on(Words words, Speaker speaker) {
        if (words.has(0)) {
            OptionalLong key = number(words.at(0));
            if (key.isEmpty() || key.getAsLong() < 1) {
                return Reply.error("Value out of range (1 to 4294967295 expected).");
            }
            speaker.session().anonKey(key.getAsLong());
            return Reply.OK;
        }
        long global = speaker.state().process().anonKey();
        long random = ThreadLocalRandom.current().nextLong(1, KEY_MAX);
        speaker.session().anonKey(global != 0 ? global : random);
        return Reply.OK;
    }

    private static Reply off(Words words, Speaker speaker) {
        if (words.has(0)) {
            return Reply.error("Key can't be added while disabling anonymized mode");
        }
        speaker.session().anonKey(0);
        return Reply.OK;
    }

    /** As HAProxy reads numbers: what follows the digits is ignored, and without any it is 0. */
    private static OptionalLong number(String word) {
        int end = word.startsWith("+") || word.startsWith("-") ? 1 : 0;
        int begin = end;
        while (end < word.length() && end - begin < DIGITS_MAX && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            end++;
        }
        long value = end == begin ? 0 : Long.parseLong(word.substring(0, end));
        return value >= 0 && value <= KEY_MAX ? OptionalLong.of(value) : OptionalLong.empty();
    }
}

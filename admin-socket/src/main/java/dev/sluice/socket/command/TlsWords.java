package dev.sluice.socket.command;

import dev.sluice.operation.tls.AbortTlsFile;
import dev.sluice.operation.tls.CommitTlsFile;
import dev.sluice.operation.tls.DeleteTlsFile;
import dev.sluice.operation.tls.DumpCertificate;
import dev.sluice.operation.tls.FlagCertificate;
import dev.sluice.operation.tls.NewTlsFile;
import dev.sluice.operation.tls.SetTlsFile;
import dev.sluice.operation.tls.ShowFlaggedCertificates;
import dev.sluice.operation.tls.ShowTlsFile;
import dev.sluice.operation.tls.ShowTlsFiles;
import dev.sluice.operation.tls.TlsKind;
import java.util.ArrayList;
import java.util.List;

/** How operations on certificates, authorities and lists of what was revoked are said. */
public final class TlsWords {
    /** All of them. */
    public static final List<Spoken<?>> ALL = all();

    private TlsWords() {}

    private static List<Spoken<?>> all() {
        List<Spoken<?>> all = new ArrayList<>();
        for (TlsKind kind : TlsKind.values()) {
            addShow(all, kind);
            addSteps(all, kind);
        }
        all.add(Spoken.as(
                SetTlsFile.class,
                "add ssl ca-file",
                "<file> <payload>",
                "add authorities to a list of them",
                (words, speaker) -> Parsed.of(new SetTlsFile(
                        TlsKind.CA_FILE, words.at(0), words.payload().orElse(""), true))));
        all.add(Spoken.as(
                        DumpCertificate.class,
                        "dump ssl cert",
                        "<file>",
                        "give a certificate with its key",
                        (words, speaker) -> Parsed.of(new DumpCertificate(words.at(0))))
                .gated(Spoken.Gate.ADMIN_IN_SILENCE)
                .told((outcome, words, speaker) -> Reply.data(Values.of(outcome, String.class))));
        all.add(flag("add ssl jwt", "have a certificate check tokens", true));
        all.add(flag("del ssl jwt", "have a certificate check no tokens", false));
        all.add(Spoken.as(
                        ShowFlaggedCertificates.class,
                        "show ssl jwt",
                        "",
                        "list the certificates that check tokens",
                        (words, speaker) -> Parsed.of(new ShowFlaggedCertificates()))
                .gated(Spoken.Gate.OPERATOR_IN_SILENCE)
                .told((outcome, words, speaker) -> new Reply.Dump(
                        Lines.of("# filename\n", Values.rows(outcome, String.class), name -> name + "\n"))));
        return List.copyOf(all);
    }

    private static Spoken<?> flag(String keyword, String summary, boolean on) {
        return Spoken.as(
                        FlagCertificate.class,
                        keyword,
                        "<file>",
                        summary,
                        (words, speaker) -> Parsed.of(new FlagCertificate(words.at(0), on)))
                .gated(Spoken.Gate.ADMIN_IN_SILENCE);
    }

    private static void addShow(List<Spoken<?>> all, TlsKind kind) {
        all.add(Spoken.as(
                        ShowTlsFiles.class,
                        "show ssl " + kind.word(),
                        kind == TlsKind.CERTIFICATE ? "[[*]<file>]" : "[[*]<file>[:<index>]]",
                        "list or describe " + plural(kind),
                        (words, speaker) -> show(kind, words))
                .also(List.of(ShowTlsFile.class))
                .gated(Spoken.Gate.OPERATOR_IN_SILENCE)
                .told((outcome, words, speaker) -> TlsText.file(kind, outcome, words, speaker))
                .shaped(TlsValues::file));
    }

    private static String plural(TlsKind kind) {
        return switch (kind) {
            case CERTIFICATE -> "certificates";
            case CA_FILE -> "lists of authorities";
            case CRL_FILE -> "lists of what was revoked";
        };
    }

    /** A backslash in front makes a star ordinary that would stand for the change under way. */
    private static String plain(String word) {
        return word.startsWith("\\") ? word.substring(1) : word;
    }

    private static Parsed show(TlsKind kind, Words words) {
        if (!words.has(0)) {
            return Parsed.of(new ShowTlsFiles(kind));
        }
        String name = plain(words.at(0));
        int colon = kind == TlsKind.CERTIFICATE ? -1 : name.indexOf(':');
        return Parsed.of(
                colon < 0
                        ? new ShowTlsFile(kind, name, "")
                        : new ShowTlsFile(kind, name.substring(0, colon), name.substring(colon + 1)));
    }

    private static void addSteps(List<Spoken<?>> all, TlsKind kind) {
        String word = kind.word();
        all.add(Spoken.as(
                NewTlsFile.class,
                "new ssl " + word,
                "<file>",
                "make an empty one of " + plural(kind),
                (words, speaker) -> Parsed.of(new NewTlsFile(kind, words.at(0)))));
        all.add(Spoken.as(
                SetTlsFile.class,
                "set ssl " + word,
                "<file> <payload>",
                "have new content of one of " + plural(kind) + " wait",
                (words, speaker) -> Parsed.of(
                        new SetTlsFile(kind, words.at(0), words.payload().orElse(""), false))));
        all.add(Spoken.as(
                        CommitTlsFile.class,
                        "commit ssl " + word,
                        "<file>",
                        "take what waits into use",
                        (words, speaker) -> Parsed.of(new CommitTlsFile(kind, words.at(0))))
                .told(TlsText::committed));
        all.add(Spoken.as(
                AbortTlsFile.class,
                "abort ssl " + word,
                "<file>",
                "drop what waits",
                (words, speaker) -> Parsed.of(new AbortTlsFile(kind, words.at(0)))));
        all.add(Spoken.as(
                DeleteTlsFile.class,
                "del ssl " + word,
                "<file>",
                "remove one of " + plural(kind) + " that nothing uses",
                (words, speaker) -> Parsed.of(new DeleteTlsFile(kind, words.at(0)))));
    }
}

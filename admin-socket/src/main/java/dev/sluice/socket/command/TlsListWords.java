package dev.sluice.socket.command;

import dev.sluice.operation.Reason;
import dev.sluice.operation.tls.AddCrtListLine;
import dev.sluice.operation.tls.DeleteCrtListLine;
import dev.sluice.operation.tls.SetOcspResponse;
import dev.sluice.operation.tls.SetTicketKey;
import dev.sluice.operation.tls.ShowCrtList;
import dev.sluice.operation.tls.ShowCrtLists;
import dev.sluice.operation.tls.ShowOcspResponses;
import dev.sluice.operation.tls.ShowOcspUpdates;
import dev.sluice.operation.tls.ShowSni;
import dev.sluice.operation.tls.ShowTicketKeys;
import dev.sluice.operation.tls.ShowTlsProviders;
import dev.sluice.operation.tls.UpdateOcspResponse;
import java.util.List;

/** How operations on lists of certificates, host names, tickets and OCSP responses are said. */
public final class TlsListWords {
    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            ShowCrtLists.class,
                            "show ssl crt-list",
                            "[-n] [<list>]",
                            "list or give lists of certificates",
                            (words, speaker) -> lists(words))
                    .also(List.of(ShowCrtList.class))
                    .told((outcome, words, speaker) ->
                            TlsText.crtList(outcome, list(words), words.at(0).equals("-n"))),
            Spoken.as(
                            AddCrtListLine.class,
                            "add ssl crt-list",
                            "<list> <cert> | <payload>",
                            "add a line to a list of certificates",
                            (words, speaker) -> Parsed.of(new AddCrtListLine(
                                    list(words), words.payload().orElse(words.at(1)))))
                    .told(TlsText::committed),
            Spoken.as(
                    DeleteCrtListLine.class,
                    "del ssl crt-list",
                    "<list> <cert>[:<line>]",
                    "remove a line of a list of certificates",
                    (words, speaker) -> Parsed.of(new DeleteCrtListLine(list(words), words.at(1)))),
            Spoken.as(
                            ShowSni.class,
                            "show ssl sni",
                            "[-f <frontend>] [-A] [-t <offset>]",
                            "list host names with their certificates",
                            (words, speaker) -> sni(words))
                    .told(TlsText::sni)
                    .shaped(TlsValues::sni),
            Spoken.as(
                            ShowTicketKeys.class,
                            "show tls-keys",
                            "[#<id>|<file>|*]",
                            "list the secrets of session tickets",
                            (words, speaker) -> Parsed.of(new ShowTicketKeys(words.at(0))))
                    .told(TlsText::tickets)
                    .shaped(TlsValues::tickets),
            Spoken.as(
                    SetTicketKey.class,
                    "set ssl tls-key",
                    "<#id|file> <key>",
                    "have a new secret take the place of the oldest",
                    (words, speaker) -> Parsed.of(new SetTicketKey(words.at(0), words.at(1)))),
            Spoken.as(
                            ShowTlsProviders.class,
                            "show ssl providers",
                            "",
                            "name where ciphers come from",
                            (words, speaker) -> Parsed.of(new ShowTlsProviders()))
                    .told((outcome, words, speaker) ->
                            Reply.data("Loaded providers : \n\t- " + Values.of(outcome, String.class))),
            Spoken.as(
                            ShowOcspResponses.class,
                            "show ssl ocsp-response",
                            "[[text|base64] <id|file>]",
                            "list or give OCSP responses",
                            (words, speaker) -> ocsp(words))
                    .told(TlsText::ocsp)
                    .shaped(TlsValues::ocsp),
            Spoken.as(
                            ShowOcspUpdates.class,
                            "show ssl ocsp-updates",
                            "",
                            "list when OCSP responses are asked for again",
                            (words, speaker) -> Parsed.of(new ShowOcspUpdates()))
                    .told(TlsText::updates),
            Spoken.as(
                    SetOcspResponse.class,
                    "set ssl ocsp-response",
                    "<response|payload>",
                    "replace an OCSP response",
                    (words, speaker) ->
                            Parsed.of(new SetOcspResponse(words.payload().orElse(words.at(0))))),
            Spoken.as(
                            UpdateOcspResponse.class,
                            "update ssl ocsp-response",
                            "<file>",
                            "ask for an OCSP response again",
                            (words, speaker) -> Parsed.of(new UpdateOcspResponse(words.at(0))))
                    .told(TlsText::asked)
                    .shaped(TlsValues::ocsp));

    private static final long OFFSET_MAX = Integer.MAX_VALUE;

    private TlsListWords() {}

    private static Parsed lists(Words words) {
        String name = list(words);
        if (name.isEmpty() && words.at(0).equals("-n")) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, "'show ssl crt-list -n' expects a filename or a directory");
        }
        return Parsed.of(name.isEmpty() ? new ShowCrtLists() : new ShowCrtList(name));
    }

    /** A directory is a list as well, and is known without the slashes that it may be named with. */
    private static String list(Words words) {
        String name = words.at(0).equals("-n") ? words.at(1) : words.at(0);
        int end = name.length();
        while (end > 1 && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(0, end);
    }

    private static Parsed ocsp(Words words) {
        String format = words.at(0);
        boolean named = format.equals("text") || format.equals("base64");
        if (named && !words.has(1)) {
            return Parsed.refused(
                    Reason.MISSING_ARGUMENT, "'show ssl ocsp-response [text|base64]' expects a valid certid.");
        }
        return Parsed.of(new ShowOcspResponses(named ? words.at(1) : format, format.equals("base64")));
    }

    private static Parsed sni(Words words) {
        String frontend = "";
        boolean expired = false;
        long offset = 0;
        for (int i = 0; i < words.count(); i++) {
            switch (words.at(i)) {
                case "-A" -> expired = true;
                case "-f" -> {
                    i++;
                    if (!words.has(i)) {
                        return Parsed.refused(Reason.MISSING_ARGUMENT, "'-f' requires a frontend name!");
                    }
                    frontend = words.at(i);
                }
                case "-t" -> {
                    i++;
                    if (!words.has(i)) {
                        return Parsed.refused(Reason.MISSING_ARGUMENT, "'-t' requires an offset argument!");
                    }
                    offset = seconds(words.at(i));
                    if (offset > OFFSET_MAX) {
                        return Parsed.refused(
                                Reason.VALUE_OUT_OF_RANGE,
                                "offset overflow '" + words.at(i) + "' (maximum value is 2147483647s or ~24855 days)");
                    }
                    if (offset < 0) {
                        return Parsed.refused(Reason.BAD_ARGUMENT, "invalid offset '" + words.at(i) + "'!");
                    }
                }
                default -> {
                    return Parsed.refused(
                            Reason.BAD_ARGUMENT,
                            "Invalid parameters, 'show ssl sni' only supports '-f', '-A' or '-t' options!");
                }
            }
        }
        return Parsed.of(new ShowSni(frontend, expired, offset));
    }

    /** A number of seconds, or of what its unit says; -1 for what is none. */
    private static long seconds(String word) {
        if (!word.matches("[0-9]{1,12}[smhd]?")) {
            return -1;
        }
        char unit = word.charAt(word.length() - 1);
        long number = Long.parseLong(unit > '9' ? word.substring(0, word.length() - 1) : word);
        return switch (unit) {
            case 'm' -> number * 60;
            case 'h' -> number * 3600;
            case 'd' -> number * 86_400;
            default -> number;
        };
    }
}

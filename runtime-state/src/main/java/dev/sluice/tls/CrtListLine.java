package dev.sluice.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A line of a list of certificates: which one, how it is to be used, and for which names.
 *
 * @param certificate the file as the line names it
 * @param options the words between brackets; empty where the line says nothing of its own
 * @param filters names that it is for, with {@code !} in front those that it is not for; empty for the certificate's own
 * @param line its number in the list, from 1
 */
public record CrtListLine(String certificate, List<String> options, List<String> filters, int line) {
    /** What may stand between brackets and takes a word, as on a bind line. */
    public static final Set<String> WITH_VALUE = Set.of(
            "alpn",
            "ca-file",
            "ca-verify-file",
            "ciphers",
            "ciphersuites",
            "crl-file",
            "curves",
            "ecdhe",
            "ssl-max-ver",
            "ssl-min-ver",
            "verify",
            "npn",
            "sigalgs",
            "client-sigalgs",
            "ocsp-update");

    /** What may stand there alone. Early data is never taken, so a line that allows it says nothing. */
    public static final Set<String> ALONE = Set.of("no-ca-names", "allow-0rtt", "no-alpn");

    /** Known to HAProxy, but the library has no such switch: a line that wants them cannot be honoured. */
    private static final Set<String> NOT_SUPPORTED = Set.of("npn", "sigalgs", "client-sigalgs");

    private static final Set<String> VERSIONS = Set.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final Set<String> VERIFY = Set.of("none", "optional", "required");

    /** Keeps copies of the lists. */
    public CrtListLine {
        options = List.copyOf(options);
        filters = List.copyOf(filters);
    }

    /** Reads a line; {@code where} is what messages call its place. */
    public static CrtListLine read(String text, int number, String where) throws TlsFormatException {
        String head = text;
        List<String> options = List.of();
        String tail = "";
        int open = text.indexOf('[');
        int blank = text.indexOf(' ');
        if (open > 0) {
            int close = text.indexOf(']', open);
            if (close < 0) {
                throw new TlsFormatException(where + ": missing close bracket");
            }
            head = text.substring(0, open);
            options = words(text.substring(open + 1, close));
            tail = text.substring(close + 1);
        } else if (blank > 0) {
            head = text.substring(0, blank);
            tail = text.substring(blank);
        }
        check(options, where);
        if (head.isBlank()) {
            throw new TlsFormatException(where + ": file must start with a cert");
        }
        return new CrtListLine(head.trim(), options, words(tail), number);
    }

    private static void check(List<String> options, String where) throws TlsFormatException {
        for (int i = 0; i < options.size(); i++) {
            String word = options.get(i);
            if (WITH_VALUE.contains(word)) {
                i++;
                if (i == options.size()) {
                    throw new TlsFormatException(where + ": ssl args out of '[]' for " + word);
                }
                checkValue(word, options.get(i), where);
            } else if (!ALONE.contains(word)) {
                throw new TlsFormatException(where + ": unknown ssl keyword " + word);
            } else if (NOT_SUPPORTED.contains(word)) {
                throw new TlsFormatException(where + ": '" + word + "' is not supported");
            }
        }
    }

    private static void checkValue(String word, String value, String where) throws TlsFormatException {
        if (NOT_SUPPORTED.contains(word)) {
            throw new TlsFormatException(where + ": '" + word + " " + value + "' is not supported");
        }
        if (word.equals("ocsp-update") && !value.equals("on") && !value.equals("off")) {
            throw new TlsFormatException(where + ": 'ocsp-update' expects <on|off>");
        }
        if (word.equals("verify") && !VERIFY.contains(value)) {
            throw new TlsFormatException("'verify' : unknown verify method '" + value
                    + "', only 'none', 'optional', and 'required' are supported");
        }
        if (word.startsWith("ssl-m") && !VERSIONS.contains(value)) {
            throw new TlsFormatException("'" + value + "' : unknown ssl/tls version");
        }
        if (word.equals("ciphersuites")) {
            try {
                CipherString.checkSuites(value);
            } catch (TlsFormatException fewer) {
                throw new TlsFormatException(where + ": 'ciphersuites': " + fewer.text());
            }
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.trim().split("[ \t]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Reads a file; empty lines and those that begin with {@code #} say nothing. */
    public static List<CrtListLine> readAll(String name, String text) throws TlsFormatException {
        List<CrtListLine> lines = new ArrayList<>();
        String[] all = text.split("\r?\n", -1);
        for (int i = 0; i < all.length; i++) {
            String line = all[i].trim();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(read(line, i + 1, "parsing [" + name + ":" + (i + 1) + "]"));
            }
        }
        return lines;
    }

    /** The value of an option, or {@code otherwise} where the line does not say it. */
    public String option(String name, String otherwise) {
        int at = options.indexOf(name);
        return at < 0 || at + 1 >= options.size() ? otherwise : options.get(at + 1);
    }

    /** Whether the authority is asked again what it says of the certificate; {@code otherwise} where the line does not say it. */
    public boolean ocspUpdate(boolean otherwise) {
        return option("ocsp-update", otherwise ? "on" : "off").equals("on");
    }

    /** Two lines that disagree on whether what is said of a certificate is renewed. */
    public static String otherUpdate(String where, boolean before, boolean now) {
        return "'" + where + "' is already defined with incompatible parameters: different parameter 'ocsp-update' :"
                + " previously '" + (before ? "on" : "off") + "' vs '" + (now ? "on" : "off") + "'";
    }

    /** The same line with its certificate named otherwise. */
    public CrtListLine of(String resolved) {
        return new CrtListLine(resolved, options, filters, line);
    }

    /** The same line at another place. */
    public CrtListLine at(int number) {
        return new CrtListLine(certificate, options, filters, number);
    }

    /** As the list shows it, the number behind the name where wanted. */
    public String text(boolean numbered) {
        StringBuilder text = new StringBuilder(certificate);
        if (numbered) {
            text.append(':').append(line);
        }
        if (!options.isEmpty()) {
            text.append(" [").append(String.join(" ", options)).append(']');
        }
        for (String filter : filters) {
            text.append(' ').append(filter);
        }
        return text.toString();
    }
}

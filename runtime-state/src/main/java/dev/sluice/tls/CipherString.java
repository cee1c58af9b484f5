package dev.sluice.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** OpenSSL's language for choosing ciphers, over the ciphers that the TLS library has. Names that it does not have choose nothing. */
public final class CipherString {
    /** Ciphers up to TLSv1.2 in order of preference, each with the words that choose it. */
    private static final Map<String, Set<String>> CIPHERS = ciphers();

    private static final Set<String> SUITES =
            Set.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("x25519", "X25519"),
            Map.entry("p-256", "P-256"),
            Map.entry("prime256v1", "P-256"),
            Map.entry("secp256r1", "P-256"),
            Map.entry("p-384", "P-384"),
            Map.entry("secp384r1", "P-384"),
            Map.entry("p-521", "P-521"),
            Map.entry("secp521r1", "P-521"),
            Map.entry("x25519mlkem768", "X25519MLKEM768"));

    private CipherString() {}

    private static Map<String, Set<String>> ciphers() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (String auth : List.of("ECDSA", "RSA")) {
            String exchange = "ECDHE-" + auth + "-";
            add(all, exchange + "AES128-GCM-SHA256", auth, "AES128 AESGCM TLSv1.2 SHA256");
            add(all, exchange + "AES256-GCM-SHA384", auth, "AES256 AESGCM TLSv1.2 SHA384");
            add(all, exchange + "CHACHA20-POLY1305", auth, "CHACHA20 TLSv1.2 SHA256");
        }
        add(all, "ECDHE-ECDSA-AES128-SHA", "ECDSA", "AES128 SHA SHA1 TLSv1 TLSv1.0");
        add(all, "ECDHE-RSA-AES128-SHA", "RSA", "AES128 SHA SHA1 TLSv1 TLSv1.0");
        add(all, "ECDHE-ECDSA-AES256-SHA", "ECDSA", "AES256 SHA SHA1 TLSv1 TLSv1.0");
        add(all, "ECDHE-RSA-AES256-SHA", "RSA", "AES256 SHA SHA1 TLSv1 TLSv1.0");
        add(all, "AES128-GCM-SHA256", "", "AES128 AESGCM TLSv1.2 SHA256");
        add(all, "AES256-GCM-SHA384", "", "AES256 AESGCM TLSv1.2 SHA384");
        add(all, "AES128-SHA", "", "AES128 SHA SHA1 SSLv3 TLSv1 TLSv1.0");
        add(all, "AES256-SHA", "", "AES256 SHA SHA1 SSLv3 TLSv1 TLSv1.0");
        return all;
    }

    private static void add(Map<String, Set<String>> all, String name, String auth, String words) {
        Set<String> tags = new LinkedHashSet<>(Arrays.asList(words.split(" ")));
        tags.addAll(List.of("ALL", "DEFAULT", "HIGH"));
        if (name.contains("AES")) {
            tags.add("AES");
        }
        if (auth.isEmpty()) {
            tags.addAll(List.of("kRSA", "RSA", "aRSA"));
        } else {
            tags.addAll(List.of("ECDHE", "EECDH", "kECDHE", "kEECDH", "ECDH", "a" + auth));
            tags.add(auth.equals("ECDSA") ? "ECDSA" : "aRSA");
        }
        all.put(name, tags);
    }

    /** All that the library has, in its order. */
    public static List<String> all() {
        return List.copyOf(CIPHERS.keySet());
    }

    /** The ciphers that a text chooses, in its order. */
    public static List<String> expand(String text) throws TlsFormatException {
        Set<String> chosen = new LinkedHashSet<>();
        Set<String> killed = new LinkedHashSet<>();
        for (String token : text.split("[:, ;]+", -1)) {
            if (token.isEmpty() || token.equals("@STRENGTH")) {
                continue;
            }
            if (token.startsWith("@SECLEVEL=")) {
                securityLevel(token);
                continue;
            }
            char sign = token.charAt(0);
            boolean signed = sign == '!' || sign == '-' || sign == '+';
            List<String> meant = matching(signed ? token.substring(1) : token);
            switch (sign) {
                case '!' -> killed.addAll(meant);
                case '-' -> meant.forEach(chosen::remove);
                case '+' -> {
                    List<String> moved = meant.stream().filter(chosen::remove).toList();
                    chosen.addAll(moved);
                }
                default -> chosen.addAll(meant);
            }
        }
        chosen.removeAll(killed);
        if (chosen.isEmpty()) {
            throw new TlsFormatException("the TLS library has none of the ciphers of '" + text + "'");
        }
        return List.copyOf(chosen);
    }

    /** The library has no levels; what the first two ask for it does anyway. */
    private static void securityLevel(String token) throws TlsFormatException {
        if (!token.endsWith("=0") && !token.endsWith("=1")) {
            throw new TlsFormatException(
                    "the TLS library has no security levels, so '" + token + "' cannot be honoured");
        }
    }

    private static List<String> matching(String token) {
        if (CIPHERS.containsKey(token)) {
            return List.of(token);
        }
        List<String> words = List.of(token.split("\\+", -1));
        List<String> found = new ArrayList<>();
        CIPHERS.forEach((name, tags) -> {
            if (tags.containsAll(words)) {
                found.add(name);
            }
        });
        return found;
    }

    /** Whether a list of TLSv1.3 ciphers is the one that the library speaks: all of them. */
    public static void checkSuites(String text) throws TlsFormatException {
        Set<String> named = Set.copyOf(new LinkedHashSet<>(List.of(text.split(":", -1))));
        if (!named.containsAll(SUITES)) {
            throw new TlsFormatException("the TLS library always speaks all ciphers of TLSv1.3 ("
                    + String.join(":", SUITES.stream().sorted().toList())
                    + "), so fewer cannot be honoured; 'ssl-max-ver TLSv1.2' does without them");
        }
    }

    /** Whether the library has each of the named groups. */
    public static void checkGroups(String text) throws TlsFormatException {
        List<String> unused = groups(text);
    }

    /** Groups in the library's names. */
    public static List<String> groups(String text) throws TlsFormatException {
        List<String> groups = new ArrayList<>();
        for (String name : text.split("[:,]", -1)) {
            String known = GROUPS.get(name.toLowerCase(Locale.ROOT));
            if (known == null) {
                throw new TlsFormatException("the TLS library has no group '" + name + "'");
            }
            groups.add(known);
        }
        return groups;
    }
}

package dev.sluice.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads certificates and what belongs to them from files.
 *
 * @param extras which files beside a certificate are read too
 * @param withoutExtension whether those have the certificate's name without its last part
 * @param opener opens keys that are sealed
 * @param chains what is shown above certificates
 * @param paths says of a file's name where it is
 */
public record TlsFileReader(
        Set<String> extras, boolean withoutExtension, KeyOpener opener, Chains chains, UnaryOperator<String> paths) {
    /** Kinds of keys that a certificate can come in, each as a file of its own. */
    /** The one extension that {@code ssl-load-extra-del-ext} takes away before others are looked for. */
    private static final String REMOVED = ".crt";

    private static final List<String> BUNDLE = List.of(".rsa", ".ecdsa", ".dsa");

    private static final List<String> BESIDES = List.of(".issuer", ".ocsp", ".sctl", ".key");

    /** Where the system keeps whom it trusts. */
    private static final List<String> SYSTEM =
            List.of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem");

    /** Files larger than this hold something else. */
    private static final long FILE_MAX = 16L * 1024 * 1024;

    /** Keeps a copy of the set. */
    public TlsFileReader {
        extras = Set.copyOf(extras);
    }

    /** The same reader for lines at which {@code names} says of a file's name where it is. */
    public TlsFileReader at(UnaryOperator<String> names) {
        return new TlsFileReader(extras, withoutExtension, opener, chains, names);
    }

    /** The text of a file. */
    public String text(String file) throws TlsFormatException {
        return text(file, path(file));
    }

    /** The text of a file that messages call {@code name}. */
    public static String plain(String name, String path) throws TlsFormatException {
        return text(name, Path.of(path));
    }

    private Path path(String name) {
        return Path.of(paths.apply(name));
    }

    private static String text(String file, Path path) throws TlsFormatException {
        return new String(bytes(file, path), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String file, Path path) throws TlsFormatException {
        try {
            if (Files.size(path) > FILE_MAX) {
                throw new TlsFormatException("unable to read '" + file + "': larger than " + FILE_MAX + " bytes");
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException missing) {
            throw new TlsFormatException(
                    "unable to stat SSL certificate from file '" + file + "' : No such file or directory");
        } catch (IOException failure) {
            throw new TlsFormatException("unable to read '" + file + "': " + failure.getMessage());
        }
    }

    /** Whom the system trusts; nobody where it does not say. */
    public static List<X509Certificate> system() {
        for (String file : SYSTEM) {
            if (Files.isReadable(Path.of(file))) {
                try {
                    return CertificateData.readAll(text(file, Path.of(file)));
                } catch (TlsFormatException unreadable) {
                    return List.of();
                }
            }
        }
        return List.of();
    }

    /** The certificates that a path stands for: itself, the files of a directory, or one file for each kind of key. */
    public List<String> expand(String path) throws TlsFormatException {
        Path asPath = path(path);
        if (Files.isDirectory(asPath)) {
            Path named = Path.of(path);
            return directory(asPath).stream()
                    .map(file -> named.resolve(file).toString())
                    .toList();
        }
        if (Files.exists(asPath) || !extras.contains("bundle")) {
            return List.of(path);
        }
        List<String> bundle = BUNDLE.stream()
                .map(kind -> path + kind)
                .filter(file -> Files.exists(path(file)))
                .toList();
        return bundle.isEmpty() ? List.of(path) : bundle;
    }

    /** The names within a directory of the files that may be certificates, in order. */
    private static List<String> directory(Path directory) throws TlsFormatException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> !file.startsWith("."))
                    .filter(file -> BESIDES.stream().noneMatch(file::endsWith))
                    .forEach(files::add);
        } catch (IOException failure) {
            throw new TlsFormatException("unable to scan directory '" + directory + "' : " + failure.getMessage());
        }
        return List.copyOf(files);
    }

    /** A certificate with what stands beside it. */
    public CertificateFile certificate(String path) throws TlsFormatException {
        return certificate(path, true);
    }

    /** The same of one that may have no key, as it only checks what others sign. */
    public CertificateFile verifying(String path) throws TlsFormatException {
        return certificate(path, false);
    }

    private CertificateFile certificate(String path, boolean signs) throws TlsFormatException {
        CertificateData data = CertificateData.read(path, text(path), opener);
        String stem = stem(path);
        String keyFile = path;
        if (data.key() == null && wants("key", stem + ".key")) {
            keyFile = stem + ".key";
            data = data.withKey(CertificateData.readKey(keyFile, text(keyFile), opener), path);
        }
        if (data.key() == null && signs) {
            throw new TlsFormatException("No Private Key found in '" + stem + ".key'");
        }
        if (wants("issuer", stem + ".issuer")) {
            data = data.withIssuer(issuer(stem + ".issuer"));
        }
        if (wants("ocsp", stem + ".ocsp")) {
            data = data.withOcsp(ocsp(stem + ".ocsp"));
        }
        return new CertificateFile(path, chains.complete(data), path, keyFile, stem + ".ocsp", stem + ".sctl", false);
    }

    /** The chains of a directory, by file in order of their names; what holds no certificate says nothing. */
    public static List<Chains.Known> chains(String folder) throws TlsFormatException {
        List<Chains.Known> all = new ArrayList<>();
        for (String name : directory(Path.of(folder))) {
            Path path = Path.of(folder).resolve(name);
            String file = path.toString();
            List<X509Certificate> certificates = CertificateData.readAll(text(file, path));
            if (!certificates.isEmpty()) {
                all.add(new Chains.Known(file, certificates));
            }
        }
        return all;
    }

    private String stem(String path) {
        boolean removed = withoutExtension && path.endsWith(REMOVED);
        return removed ? path.substring(0, path.length() - REMOVED.length()) : path;
    }

    private boolean wants(String kind, String file) {
        return extras.contains(kind) && Files.exists(path(file));
    }

    /** A certificate of a store: what stands beside it is named. */
    public CertificateFile stored(String name, Stored stored) throws TlsFormatException {
        CertificateData data = CertificateData.read(stored.path(), text(stored.path()), opener);
        if (!stored.key().isEmpty()) {
            data = data.withKey(CertificateData.readKey(stored.key(), text(stored.key()), opener), stored.path());
        }
        if (data.key() == null && !stored.verifies()) {
            throw new TlsFormatException("No Private Key found in '" + stored.path() + "'");
        }
        if (!stored.issuer().isEmpty()) {
            data = data.withIssuer(issuer(stored.issuer()));
        }
        if (!stored.ocsp().isEmpty()) {
            data = data.withOcsp(ocsp(stored.ocsp()));
        }
        return new CertificateFile(name, chains.complete(data), stored.shown(), stored.key(), stored.ocsp(), "", false);
    }

    /**
     * A certificate of a store: its file as shown and where it is, its key, its OCSP response and its maker, empty for none; and whether
     * it checks tokens, so that it may do without a key.
     */
    public record Stored(String shown, String path, String key, String ocsp, String issuer, boolean verifies) {}

    private X509Certificate issuer(String file) throws TlsFormatException {
        List<X509Certificate> all = CertificateData.readAll(text(file));
        if (all.isEmpty()) {
            throw new TlsFormatException("unable to load issuer from file '" + file + "'");
        }
        return all.get(0);
    }

    private OcspResponse ocsp(String file) throws TlsFormatException {
        byte[] content = bytes(file, path(file));
        try {
            return OcspResponse.read(content);
        } catch (TlsFormatException notDer) {
            return OcspResponse.read(decoded(content, file));
        }
    }

    private static byte[] decoded(byte[] content, String file) throws TlsFormatException {
        try {
            return Base64.getMimeDecoder().decode(content);
        } catch (IllegalArgumentException malformed) {
            throw new TlsFormatException("unable to load OCSP response from file '" + file + "'");
        }
    }

    /** The lines of a list, their files relative to {@code base}. */
    public List<CrtListLine> list(String file, String base) throws TlsFormatException {
        List<CrtListLine> lines = new ArrayList<>();
        for (CrtListLine line : CrtListLine.readAll(file, text(file))) {
            lines.add(line.of(TlsFiles.path(base, line.certificate())));
        }
        return lines;
    }
}

package dev.sluice.socket.command;

import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.tls.SniRow;
import dev.sluice.operation.tls.TlsCommitted;
import dev.sluice.operation.tls.TlsDetail;
import dev.sluice.operation.tls.TlsKind;
import dev.sluice.operation.tls.TlsListing;
import dev.sluice.state.tls.OcspUpdates;
import dev.sluice.state.tls.TicketStore;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.CrtListLine;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.OcspText;
import dev.sluice.tls.X509Text;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Tells of certificates and what belongs to them. */
final class TlsText {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ENGLISH);

    private TlsText() {}

    static Reply committed(Outcome outcome, Words words, Speaker speaker) {
        TlsCommitted done = Values.of(outcome, TlsCommitted.class);
        return Reply.data(done.introduction() + ".".repeat(done.instances()) + "\nSuccess!\n");
    }

    static Reply file(TlsKind kind, Outcome outcome, Words words, Speaker speaker) {
        if (outcome instanceof Outcome.Done done && done.value() instanceof TlsListing listing) {
            return Reply.data(listing(listing));
        }
        if (outcome instanceof Outcome.Rows) {
            return ocsp(outcome, words, speaker);
        }
        TlsDetail detail = Values.of(outcome, TlsDetail.class);
        CertificateFile certificate = detail.certificate();
        if (certificate != null) {
            return Reply.data(certificate(detail, certificate));
        }
        if (detail.status() == TlsDetail.Status.EMPTY || isBeyond(detail)) {
            return kind == TlsKind.CRL_FILE ? Reply.data(head(detail)) : Reply.OK;
        }
        StringBuilder text = new StringBuilder(head(detail));
        if (detail.authorities().isEmpty()) {
            IntFunction<String> list = i -> X509Text.lines(detail.revocations().get(i));
            each(
                    text,
                    detail,
                    "Certificate Revocation List",
                    detail.revocations().size(),
                    list);
        } else {
            IntFunction<String> list = i -> X509Text.lines(detail.authorities().get(i));
            each(text, detail, "Certificate", detail.authorities().size(), list);
        }
        return Reply.data(text.toString());
    }

    private static boolean isBeyond(TlsDetail detail) {
        return detail.index()
                > Math.max(detail.authorities().size(), detail.revocations().size());
    }

    private static String head(TlsDetail detail) {
        return "Filename: " + detail.shown() + "\nStatus: " + detail.status().word() + "\n";
    }

    private static void each(StringBuilder text, TlsDetail detail, String title, int count, IntFunction<String> lines) {
        for (int i = 0; i < count; i++) {
            if (detail.index() == 0 || detail.index() == i + 1) {
                text.append(" \n")
                        .append(title)
                        .append(" #")
                        .append(i + 1)
                        .append(":\n")
                        .append(lines.apply(i));
            }
        }
    }

    private static String listing(TlsListing listing) {
        StringBuilder text = new StringBuilder();
        TlsListing.Row waiting = listing.waiting();
        if (waiting != null) {
            text.append("# transaction\n*").append(row(listing.kind(), waiting));
        }
        text.append("# filename\n");
        listing.held().forEach(row -> text.append(row(listing.kind(), row)));
        return text.toString();
    }

    private static String row(TlsKind kind, TlsListing.Row row) {
        return row.name() + (kind == TlsKind.CA_FILE ? " - " + row.count() + " certificate(s)" : "") + "\n";
    }

    private static String certificate(TlsDetail detail, CertificateFile file) {
        StringBuilder text = new StringBuilder("Filename: " + detail.shown() + "\n");
        append(text, "Crt filename: ", file.crt());
        append(text, "Key filename: ", file.key());
        append(text, "OCSP filename: ", file.ocsp());
        boolean beside =
                !file.sctl().isEmpty() && file.data() != null && file.data().issuer() != null;
        append(text, "OCSP Issuer filename: ", beside ? file.ocsp().replaceAll("[.]ocsp$", ".issuer") : "");
        append(text, "SCTL filename: ", file.sctl());
        text.append("Option: ocsp-update ").append(file.ocspUpdate() ? "on" : "off");
        text.append("\nOption: jwt ").append(detail.forTokens() ? "on" : "off");
        text.append("\nStatus: ").append(detail.status().word()).append('\n');
        append(text, "Chain Filename: ", detail.chain());
        CertificateData data = file.data();
        OcspResponse ocsp = null;
        if (data != null) {
            text.append(X509Text.lines(data.leaf()));
            List<X509Certificate> above = data.chain().subList(1, data.chain().size());
            above.forEach(each -> text.append("Chain Subject: ")
                    .append(X509Text.subject(each))
                    .append("\nChain Issuer: ")
                    .append(X509Text.issuer(each))
                    .append('\n'));
            ocsp = data.ocsp();
        }
        return text.append("OCSP Response Key: ")
                .append(ocsp == null ? "" : ocsp.id())
                .append('\n')
                .toString();
    }

    private static void append(StringBuilder text, String title, String file) {
        if (!file.isEmpty()) {
            text.append(title).append(file).append('\n');
        }
    }

    static Reply crtList(Outcome outcome, String list, boolean numbered) {
        if (list.isEmpty()) {
            return new Reply.Dump(Lines.of("", Values.rows(outcome, String.class), name -> name + "\n"));
        }
        return new Reply.Dump(Lines.of(
                "# " + list + "\n", Values.rows(outcome, CrtListLine.class), line -> line.text(numbered) + "\n"));
    }

    static Reply sni(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of(
                "# Frontend/Bind\tSNI\tNegative Filter\tType\tFilename\tNotAfter\tNotBefore\n",
                Values.rows(outcome, SniRow.class),
                TlsText::sniRow));
    }

    private static String sniRow(SniRow row) {
        X509Certificate leaf = row.use().data().leaf();
        StringBuilder not = new StringBuilder();
        List<String> names = row.use().not();
        for (int i = names.size() - 1; i >= 0 && row.name().startsWith("*"); i--) {
            not.append('!').append(names.get(i)).append(' ');
        }
        return row.frontend() + "/" + row.location() + "\t" + row.name() + "\t" + (not.isEmpty() ? "-" : not) + "\t"
                + row.use().kind() + "\t" + row.use().certificate() + "\t" + X509Text.date(leaf.getNotAfter()) + "\t"
                + X509Text.date(leaf.getNotBefore()) + "\n";
    }

    static Reply tickets(Outcome outcome, Words words, Speaker speaker) {
        boolean secrets = words.has(0);
        return new Reply.Dump(Lines.of(
                secrets ? "# id secret\n" : "# id (file)\n",
                Values.rows(outcome, TicketStore.class),
                store -> secrets ? secrets(store) : store.id() + " (" + store.file() + ")\n"));
    }

    private static String secrets(TicketStore store) {
        StringBuilder text = new StringBuilder("# " + store.id() + " (" + store.file() + ")\n");
        for (int i = 0; i < store.keys().size(); i++) {
            text.append(store.id())
                    .append('.')
                    .append(i)
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(store.keys().get(i)))
                    .append('\n');
        }
        return text.toString();
    }

    static Reply updates(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of(
                "OCSP Certid | Path | Next Update | Last Update | Successes | Failures | Last Update Status"
                        + " | Last Update Status (str)\n",
                Values.rows(outcome, OcspUpdates.Entry.class),
                TlsText::update));
    }

    private static String update(OcspUpdates.Entry entry) {
        return String.join(
                        " | ",
                        entry.id(),
                        entry.path(),
                        moment(entry.nextMillis()),
                        moment(entry.lastMillis()),
                        Long.toString(entry.successes()),
                        Long.toString(entry.failures()),
                        Integer.toString(entry.last().ordinal()),
                        entry.last().text())
                + "\n";
    }

    private static String moment(long millis) {
        return millis == 0 ? "-" : MOMENT.format(Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
    }

    /** What was asked for again, as {@code show ssl ocsp-response} gives it. */
    static Reply asked(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of("", Values.rows(outcome, CertificateFile.class), file -> response(file, false)));
    }

    static Reply ocsp(Outcome outcome, Words words, Speaker speaker) {
        boolean one = words.has(0);
        boolean packed = words.at(0).equals("base64");
        Cursor<CertificateFile> rows = Values.rows(outcome, CertificateFile.class);
        if (one) {
            return new Reply.Dump(Lines.of("", rows, file -> response(file, packed)));
        }
        // Where there is nothing to list, not even the heading is given.
        CertificateFile first = rows.next();
        return first == null
                ? Reply.OK
                : new Reply.Dump(Lines.of("# Certificate IDs\n" + identity(first), rows, TlsText::identity));
    }

    private static String response(CertificateFile file, boolean packed) {
        CertificateData data = file.data();
        OcspResponse ocsp = data == null ? null : data.ocsp();
        if (ocsp == null) {
            return "";
        }
        return packed ? Base64.getEncoder().encodeToString(ocsp.encoded()) : OcspText.lines(ocsp);
    }

    private static String identity(CertificateFile file) {
        CertificateData data = file.data();
        OcspResponse ocsp = data == null ? null : data.ocsp();
        if (data == null || ocsp == null) {
            return "";
        }
        return "Certificate ID key : " + ocsp.id() + "\nCertificate path : " + file.name() + "\n Certificate ID:\n"
                + OcspText.identity(ocsp, "   ");
    }
}

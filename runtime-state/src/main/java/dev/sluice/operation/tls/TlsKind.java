package dev.sluice.operation.tls;

/** What can be replaced in two steps. */
public enum TlsKind {
    CERTIFICATE("cert", "certificate", "certificate", "Certificate", "a certificate"),
    CA_FILE("ca-file", "CA file", "CA", "CA file", "CAs"),
    CRL_FILE("crl-file", "CRL file", "CRL", "CRL file", "CRLs");

    private final String word;
    private final String named;
    private final String transaction;
    private final String title;
    private final String payload;

    TlsKind(String word, String named, String transaction, String title, String payload) {
        this.word = word;
        this.named = named;
        this.transaction = transaction;
        this.title = title;
        this.payload = payload;
    }

    /** As commands say it. */
    public String word() {
        return word;
    }

    /** In the middle of a sentence. */
    String named() {
        return named;
    }

    /** Where a transaction is spoken of. */
    String transaction() {
        return transaction;
    }

    /** At the start of a sentence. */
    String title() {
        return title;
    }

    /** What a payload has to hold. */
    String payload() {
        return payload;
    }
}

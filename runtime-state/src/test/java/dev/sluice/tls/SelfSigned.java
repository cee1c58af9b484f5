package dev.sluice.tls;

/** A certificate and its key, for tests. */
public final class SelfSigned {
    /** Of nobody: signed by itself, for {@code test.example}. */
    public static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgil5TJWbe/JQLT/rX
            TEKTS1ZcNpTvxUFDij4K17PnGYehRANCAAT3NX7ONkyB7jjL2RmuBJF1uPvAOk2y
            NGWJ4f68eAMUm7qru0ggbROKywYip4KJaL2oo9FIwpeOeV7ZEv8UbL7g
            -----END PRIVATE KEY-----
            -----BEGIN CERTIFICATE-----
            MIIBhTCCASugAwIBAgIUL2e/FmlfQEaDEP6uBgWaIPKgOBYwCgYIKoZIzj0EAwIw
            FzEVMBMGA1UEAwwMdGVzdC5leGFtcGxlMCAXDTI2MTEyMzA2MDQyNVoYDzIxMjYx
            MDMwMDYwNDI1WjAXMRUwEwYDVQQDDAx0ZXN0LmV4YW1wbGUwWTATBgcqhkjOPQIB
            BggqhkjOPQMBBwNCAAT3NX7ONkyB7jjL2RmuBJF1uPvAOk2yNGWJ4f68eAMUm7qr
            u0ggbROKywYip4KJaL2oo9FIwpeOeV7ZEv8UbL7go1MwUTAdBgNVHQ4EFgQUAydw
            LFofrOkPvOCjmFIV5HxFDlswHwYDVR0jBBgwFoAUAydwLFofrOkPvOCjmFIV5HxF
            DlswDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA9EwXfo1dpmqz
            uac9DO96/iAwbhW3QfEDYEsse+Wfd6sCIH8Hy84611eqgplNgvnImLH5+1ptT98K
            MzfR82H5lC44
            -----END CERTIFICATE-----
            """;

    private SelfSigned() {}
}

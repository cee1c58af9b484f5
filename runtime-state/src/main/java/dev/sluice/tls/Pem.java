package dev.sluice.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM text.
 *
 * @param type the words between {@code BEGIN} and the dashes
 * @param content what it holds, decoded
 */
record Pem(String type, byte[] content) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** All blocks, in order; whatever stands between them does not matter. */
    static List<Pem> read(String text) throws TlsFormatException {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String type = String.valueOf(matcher.group(1));
            String body = String.valueOf(matcher.group(2));
            if (body.contains("Proc-Type:")) {
                throw new TlsFormatException("the key is encrypted");
            }
            try {
                blocks.add(new Pem(type, Base64.getMimeDecoder().decode(body)));
            } catch (IllegalArgumentException malformed) {
                throw new TlsFormatException("bad base64 decode");
            }
        }
        return blocks;
    }

    /** Writes a block. */
    static String write(String type, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    boolean isKey() {
        return type.endsWith("PRIVATE KEY");
    }

    boolean isCertificate() {
        return type.equals("CERTIFICATE") || type.equals("X509 CERTIFICATE") || type.equals("TRUSTED CERTIFICATE");
    }
}

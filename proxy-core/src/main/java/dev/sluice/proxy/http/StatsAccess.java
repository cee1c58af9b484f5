package dev.sluice.proxy.http;

import dev.sluice.config.StatsPage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** Who may see the page of statistics. */
final class StatsAccess {
    private static final byte[] AUTHORIZATION = Chars.bytes("authorization");
    private static final String BASIC = "basic ";

    private final List<byte[]> credentials;
    private final byte[] challenge;

    StatsAccess(StatsPage page) {
        this.credentials = page.users().stream()
                .map(user -> user.getBytes(StandardCharsets.UTF_8))
                .toList();
        String realm =
                page.realm().isEmpty() ? "HAProxy Statistics" : page.realm().replace('"', '\'');
        this.challenge = Chars.bytes("www-authenticate: Basic realm=\"" + realm + "\"\r\n");
    }

    /** The line that asks for a password. */
    byte[] challenge() {
        return challenge;
    }

    /** Whether a request may see the page. */
    boolean allows(Message request) {
        if (credentials.isEmpty()) {
            return true;
        }
        for (int i = 0; i < request.fields(); i++) {
            if (request.isNamed(i, AUTHORIZATION) && isKnown(request.value(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isKnown(String value) {
        if (!value.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        byte[] said;
        try {
            said = Base64.getDecoder().decode(value.substring(BASIC.length()).strip());
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean known = false;
        for (byte[] each : credentials) {
            // All are compared, each in constant time, so that answers tell nothing by how long they take.
            known |= MessageDigest.isEqual(each, said);
        }
        return known;
    }
}

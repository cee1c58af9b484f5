package dev.sluice.proxy.http;

import dev.sluice.config.StatsPage;
import dev.sluice.proxy.action.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** Who may see the page of statistics. */
final class StatsAccess {
    private static final byte[] AUTHORIZATION = Chars.bytes("authorization");
    private static final byte[] PROXY_AUTHORIZATION = Chars.bytes("proxy-authorization");
    private static final String BASIC = "basic ";

    private final List<byte[]> credentials;
    private final byte[] challenge;
    private final byte[] proxyChallenge;

    StatsAccess(StatsPage page) {
        this.credentials = page.users().stream()
                .map(user -> user.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        String realm =
                page.realm().isEmpty() ? "HAProxy Statistics" : page.realm().replace('"', '\'');
        String basic = "authenticate: Basic realm=\"" + realm + "\"\r\n";
        this.challenge = Chars.bytes("www-" + basic);
        this.proxyChallenge = Chars.bytes("proxy-" + basic);
    }

    /** What asks for a password, be it as proxies do. */
    Answer challenge(boolean proxied) {
        return Answer.usual(proxied ? 407 : 401, proxied ? proxyChallenge : challenge);
    }

    /** Whether a request may see the page; {@code proxied} where its credentials are those for a proxy. */
    boolean allows(Message request, boolean proxied) {
        if (credentials.isEmpty()) {
            return true;
        }
        for (int i = 0; i < request.fields(); i++) {
            if (request.isNamed(i, proxied ? PROXY_AUTHORIZATION : AUTHORIZATION) && isKnown(request.value(i))) {
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

package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Sample;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The compact form of a token: parts in base64 for URLs, dots between them (RFC 7515, section 7.1). */
final class Token {
    private Token() {}

    /** How many parts there are. */
    static int parts(Sample token) {
        int parts = 1;
        for (int i = 0; i < token.length(); i++) {
            parts += token.at(i) == '.' ? 1 : 0;
        }
        return parts;
    }

    /** Where a part begins, from 0 on; -1 where there are fewer. */
    static int start(Sample token, int number) {
        int left = number;
        int at = 0;
        while (left > 0 && at < token.length()) {
            left -= token.at(at++) == '.' ? 1 : 0;
        }
        return left == 0 ? at : -1;
    }

    /** A part, decoded; null where there is none, or it is none. */
    static byte @Nullable [] part(Sample token, int number) {
        int start = start(token, number);
        if (start < 0) {
            return null;
        }
        int end = start;
        while (end < token.length() && token.at(end) != '.') {
            end++;
        }
        byte[] text = Arrays.copyOfRange(token.bytes(), token.start() + start, token.start() + end);
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}

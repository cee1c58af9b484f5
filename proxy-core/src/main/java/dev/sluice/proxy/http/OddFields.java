package dev.sluice.proxy.http;

import dev.sluice.config.OddNames;

/**
 * Fields of requests whose names have other characters than letters, digits and hyphens ({@code option http-restrict-req-hdr-names}). Some
 * recipients take several such characters for the same one, so that two fields become one there.
 */
final class OddFields {
    private OddFields() {}

    /** Does with those of {@code message} what is wanted; returns whether the request goes on. */
    static boolean pass(Message message, OddNames wanted) {
        if (wanted == OddNames.PRESERVE) {
            return true;
        }
        for (int i = message.fields() - 1; i >= 0; i--) {
            if (isOdd(message, i)) {
                if (wanted == OddNames.REJECT) {
                    return false;
                }
                message.remove(i);
            }
        }
        return true;
    }

    private static boolean isOdd(Message message, int field) {
        int from = message.head.nameStart(field);
        for (int i = 0; i < message.head.nameLength(field); i++) {
            byte b = message.at(from + i);
            int letter = b | 0x20;
            if ((letter < 'a' || letter > 'z') && !Chars.isDigit(b) && b != '-') {
                return true;
            }
        }
        return false;
    }
}

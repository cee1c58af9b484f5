package dev.sluice.proxy.tls;

import java.nio.ByteBuffer;

/**
 * Finds in a server's first records over which group keys are exchanged: the libraries do not tell. Both versions say it in the clear, one in
 * the first words themselves, the older one in a message of its own.
 */
final class KeyExchange {
    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 22;
    private static final int MESSAGE_HEADER = 4;
    private static final int SERVER_HELLO = 2;
    private static final int SERVER_KEYS = 12;
    private static final int NAMED_CURVE = 3;
    private static final int KEY_SHARE = 51;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int CIPHER_AND_COMPRESSION = 3;

    private int group;

    KeyExchange() {}

    /** Looks at whole records; {@code bytes} stay as they are. */
    void look(ByteBuffer bytes) {
        int at = bytes.position();
        while (group == 0 && bytes.limit() - at > RECORD_HEADER) {
            int length = number(bytes, at + 3, 2);
            int end = at + RECORD_HEADER + length;
            if (bytes.get(at) != HANDSHAKE || end > bytes.limit()) {
                return;
            }
            messages(bytes, at + RECORD_HEADER, end);
            at = end;
        }
    }

    private void messages(ByteBuffer bytes, int from, int end) {
        int at = from;
        while (at + MESSAGE_HEADER <= end && group == 0) {
            int type = bytes.get(at);
            int body = at + MESSAGE_HEADER;
            int next = body + number(bytes, at + 1, 3);
            if (type == SERVER_HELLO && next <= end) {
                group = keyShare(bytes, body, next);
            } else if (type == SERVER_KEYS && body + 3 <= end && bytes.get(body) == NAMED_CURVE) {
                group = number(bytes, body + 1, 2);
            }
            at = next;
        }
    }

    private static int keyShare(ByteBuffer bytes, int body, int end) {
        int session = body + VERSION_AND_RANDOM;
        if (session >= end) {
            return 0;
        }
        int at = session + 1 + number(bytes, session, 1) + CIPHER_AND_COMPRESSION + 2;
        while (at + 4 <= end) {
            int length = number(bytes, at + 2, 2);
            if (number(bytes, at, 2) == KEY_SHARE && length >= 2 && at + 6 <= end) {
                return number(bytes, at + 4, 2);
            }
            at += 4 + length;
        }
        return 0;
    }

    private static int number(ByteBuffer bytes, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | (bytes.get(at + i) & 0xFF);
        }
        return value;
    }

    /** The group in OpenSSL's words; empty where it is not known. */
    String name() {
        return switch (group) {
            case 0 -> "";
            case 23 -> "prime256v1";
            case 24 -> "secp384r1";
            case 25 -> "secp521r1";
            case 29 -> "X25519";
            case 30 -> "X448";
            case 0x11EC -> "X25519MLKEM768";
            default -> "group-" + group;
        };
    }
}

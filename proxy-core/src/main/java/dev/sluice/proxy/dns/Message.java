package dev.sluice.proxy.dns;

import io.netty.util.NetUtil;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Messages between clients and name servers (RFC 1035, SRV: RFC 2782, EDNS: RFC 6891). */
final class Message {
    static final int A = 1;
    static final int AAAA = 28;
    static final int SRV = 33;

    private static final int CNAME = 5;
    private static final int OPT = 41;
    private static final int INTERNET = 1;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;
    private static final int CODE_MASK = 0x0f;
    /** Without EDNS an answer has at most this many bytes. */
    private static final int PLAIN_MAX = 512;

    private static final int LABEL_MAX = 63;
    private static final int NAME_MAX = 255;
    /** A name leads on this often at most: each pointer goes back, and none of 255 bytes needs more. */
    private static final int POINTERS_MAX = 128;

    private Message() {}

    /** A query; null where the name cannot be asked for. */
    static @Nullable ByteBuffer query(int id, String name, int type, int payloadSize) {
        ByteBuffer to = ByteBuffer.allocate(NAME_MAX + 64);
        boolean extended = payloadSize > PLAIN_MAX;
        to.putShort((short) id).putShort((short) RECURSION_DESIRED);
        to.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) (extended ? 1 : 0));
        if (name.length() > NAME_MAX - 2) {
            return null;
        }
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            if (bytes.length == 0 || bytes.length > LABEL_MAX) {
                return null;
            }
            to.put((byte) bytes.length).put(bytes);
        }
        to.put((byte) 0).putShort((short) type).putShort((short) INTERNET);
        if (extended) {
            to.put((byte) 0)
                    .putShort((short) OPT)
                    .putShort((short) payloadSize)
                    .putInt(0)
                    .putShort((short) 0);
        }
        return to.flip();
    }

    /** Reads an answer; null where it is none. */
    static @Nullable Answer answer(ByteBuffer from) {
        try {
            return read(from);
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            return null;
        }
    }

    private static @Nullable Answer read(ByteBuffer from) {
        int id = unsigned(from);
        int flags = unsigned(from);
        int questions = unsigned(from);
        int records = unsigned(from);
        from.getInt();
        if ((flags & RESPONSE) == 0 || questions != 1) {
            return null;
        }
        String name = name(from);
        int type = unsigned(from);
        unsigned(from);
        List<String> hosts = new ArrayList<>();
        List<Answer.Service> services = new ArrayList<>();
        int aliases = 0;
        for (int i = 0; i < records; i++) {
            aliases += record(from, type, hosts, services) ? 1 : 0;
        }
        return new Answer(id, flags & CODE_MASK, (flags & TRUNCATED) != 0, name, type, hosts, services, aliases);
    }

    /** Whether it was an alias. */
    private static boolean record(ByteBuffer from, int wanted, List<String> hosts, List<Answer.Service> services) {
        name(from);
        int type = unsigned(from);
        unsigned(from);
        from.getInt();
        int length = unsigned(from);
        int end = from.position() + length;
        if (type == wanted && type == SRV) {
            unsigned(from);
            int weight = unsigned(from);
            int port = unsigned(from);
            services.add(new Answer.Service(name(from), port, weight));
        } else if (type == wanted && (type == A || type == AAAA)) {
            byte[] address = new byte[type == A ? 4 : 16];
            from.get(address);
            hosts.add(NetUtil.bytesToIpAddress(address));
        }
        from.position(end);
        return type == CNAME;
    }

    private static String name(ByteBuffer from) {
        StringBuilder name = new StringBuilder();
        int after = -1;
        int pointers = 0;
        for (int length = from.get() & 0xff; length != 0; length = from.get() & 0xff) {
            if (length > LABEL_MAX) {
                int target = (length & LABEL_MAX) << 8 | (from.get() & 0xff);
                after = after < 0 ? from.position() : after;
                if (++pointers > POINTERS_MAX) {
                    throw new IllegalArgumentException("a name that leads round in circles");
                }
                from.position(target);
            } else {
                byte[] label = new byte[length];
                from.get(label);
                name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.ISO_8859_1));
            }
            if (name.length() > NAME_MAX) {
                throw new IllegalArgumentException("a name that is too long");
            }
        }
        if (after >= 0) {
            from.position(after);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static int unsigned(ByteBuffer from) {
        return from.getShort() & 0xffff;
    }
}

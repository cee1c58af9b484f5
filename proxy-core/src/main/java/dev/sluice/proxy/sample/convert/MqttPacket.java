package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CONNECT or CONNACK of MQTT 3.1, 3.1.1 or 5.0.
 *
 * @param type which of them
 * @param fields by their names, properties by their numbers, as text
 */
record MqttPacket(int type, Map<String, byte[]> fields) {
    static final int CONNECT = 1;
    static final int CONNACK = 2;

    private static final int FIVE = 5;
    /** Levels of the protocol by its name (section 3.1.2.1). */
    private static final Map<String, Integer> LEVELS = Map.of("MQIsdp/3", 3, "MQTT/4", 4, "MQTT/5", FIVE);
    /** What properties hold, by number: 1, 2 or 4 bytes, {@code s} for text or bytes, {@code p} for two texts. */
    private static final Map<Integer, Character> OF_CONNECT = Map.ofEntries(
            Map.entry(17, '4'),
            Map.entry(33, '2'),
            Map.entry(39, '4'),
            Map.entry(34, '2'),
            Map.entry(25, '1'),
            Map.entry(23, '1'),
            Map.entry(38, 'p'),
            Map.entry(21, 's'),
            Map.entry(22, 's'));

    private static final Map<Integer, Character> OF_WILL =
            Map.of(24, '4', 1, '1', 2, '4', 3, 's', 8, 's', 9, 's', 38, 'p');
    private static final Map<Integer, Character> OF_CONNACK = Map.ofEntries(
            Map.entry(17, '4'),
            Map.entry(33, '2'),
            Map.entry(36, '1'),
            Map.entry(37, '1'),
            Map.entry(39, '4'),
            Map.entry(18, 's'),
            Map.entry(34, '2'),
            Map.entry(31, 's'),
            Map.entry(38, 'p'),
            Map.entry(40, '1'),
            Map.entry(41, '1'),
            Map.entry(42, '1'),
            Map.entry(19, '2'),
            Map.entry(26, 's'),
            Map.entry(28, 's'),
            Map.entry(21, 's'),
            Map.entry(22, 's'));

    private static final int WILL = 0x04;
    private static final int WILL_QOS = 0x18;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USER = 0x80;

    /** Whether packets of this type may have the property that a name is the number of. */
    static boolean hasProperty(int type, String name) {
        if (!name.matches("[0-9]{1,3}")) {
            return false;
        }
        int number = Integer.parseInt(name);
        return type == CONNACK
                ? OF_CONNACK.containsKey(number)
                : OF_CONNECT.containsKey(number) || OF_WILL.containsKey(number);
    }

    /** Reads the packet that bytes begin with; null for anything else. */
    static @Nullable MqttPacket parse(Sample sample) {
        Reader in = new Reader(sample);
        int type = in.head();
        if (in.wrong || in.isCut()) {
            return null;
        }
        if (type == CONNECT) {
            connect(in);
        } else {
            acknowledgement(in);
        }
        return in.wrong || in.at != in.end ? null : new MqttPacket(type, in.fields);
    }

    /** Whether more bytes could make a packet of what there is. */
    static boolean isCut(Sample sample) {
        Reader in = new Reader(sample);
        int unusedType = in.head();
        return !in.wrong && in.isCut();
    }

    private static void connect(Reader in) {
        in.text("protocol_name");
        byte[] name = in.fields.getOrDefault("protocol_name", new byte[0]);
        int level = in.number("protocol_version", 1);
        Integer known = LEVELS.get(new String(name, StandardCharsets.ISO_8859_1) + "/" + level);
        int flags = in.number("flags", 1);
        boolean will = (flags & WILL) != 0;
        boolean five = level == FIVE;
        in.wrong |= known == null || (flags & 1) != 0 || !will && (flags & (WILL_QOS | WILL_RETAIN)) != 0;
        in.wrong |= (flags & WILL_QOS) == WILL_QOS || !five && (flags & PASSWORD) != 0 && (flags & USER) == 0;
        in.number("keepalive", 2);
        if (five) {
            in.properties(OF_CONNECT);
        }
        in.text("client_identifier");
        if (will && five) {
            in.properties(OF_WILL);
        }
        if (will) {
            in.text("will_topic");
            in.text("will_payload");
        }
        if ((flags & USER) != 0) {
            in.text("username");
        }
        if ((flags & PASSWORD) != 0) {
            in.text("password");
        }
    }

    private static void acknowledgement(Reader in) {
        int flags = in.number("flags", 1);
        in.number("reason_code", 1);
        in.wrong |= (flags & ~1) != 0;
        boolean five = in.at < in.end;
        in.keep("protocol_version", five ? FIVE : 4);
        if (five) {
            in.properties(OF_CONNACK);
        }
    }

    /** Goes through the bytes of a packet once; what is not there makes all of it wrong. */
    private static final class Reader {
        private final Sample sample;
        private final Map<String, byte[]> fields = new HashMap<>();
        private int at;
        private int end;
        private boolean wrong;

        Reader(Sample sample) {
            this.sample = sample;
            this.end = sample.length();
        }

        /** Reads the type and how far the packet goes. */
        private int head() {
            int first = number(1);
            int rest = variable();
            wrong |= first != CONNECT << 4 && first != CONNACK << 4;
            end = at + rest;
            return first >> 4;
        }

        private boolean isCut() {
            return end > sample.length();
        }

        private int number(int length) {
            wrong |= at + length > end;
            int value = 0;
            for (int i = 0; i < length && !wrong; i++) {
                value = value << 8 | sample.at(at++) & 0xFF;
            }
            return value;
        }

        private int number(String name, int length) {
            int value = number(length);
            keep(name, value & 0xFFFF_FFFFL);
            return value;
        }

        private void keep(String name, long value) {
            fields.put(name, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }

        /** A number of one to four bytes with seven bits each (section 1.5.5). */
        private int variable() {
            int value = 0;
            for (int i = 0; i < 4; i++) {
                int b = number(1);
                value |= (b & 0x7F) << 7 * i;
                if (b < 0x80) {
                    return value;
                }
            }
            wrong = true;
            return 0;
        }

        private void text(String name) {
            int length = number(2);
            wrong |= at + length > end;
            if (!wrong) {
                byte[] value = new byte[length];
                System.arraycopy(sample.bytes(), sample.start() + at, value, 0, length);
                fields.put(name, value);
                at += length;
            }
        }

        private void properties(Map<Integer, Character> known) {
            int length = variable();
            int last = at + length;
            wrong |= last > end;
            while (!wrong && at < last) {
                int number = variable();
                String name = Integer.toString(number);
                switch (known.getOrDefault(number, 'x')) {
                    case '1' -> number(name, 1);
                    case '2' -> number(name, 2);
                    case '4' -> number(name, 4);
                    case 's' -> text(name);
                    case 'p' -> {
                        text(name);
                        text(name);
                    }
                    default -> wrong = true;
                }
            }
            wrong |= at != last;
        }
    }
}

package dev.sluice.operation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes in a row, kept as bytes. As objects, the thousands that are kept would be met by every collection of the young generation:
 * 16,384 of them held it up for 20 ms where these take less than one.
 *
 * <p><b>Threads.</b> Confined to the lock of {@link Events}.
 */
final class EventBlock {
    /** What is allocated at once. Some six hundred changes of a server fit. */
    private static final int BYTES = 65_536;

    private static final int EVENTS_MAX = 1024;
    private static final int BYTE_MAX = 0xFF;

    private static final Change.Kind[] KINDS = Change.Kind.values();

    private long first;
    private final byte[] bytes;
    /** Where each begins, and behind the last where the next would. */
    private final int[] begins = new int[EVENTS_MAX + 1];

    private final @Nullable Caller[] callers = new Caller[EVENTS_MAX];
    private int count;

    /**
     * An empty one.
     *
     * @param first the revision of what it will hold first
     * @param needed bytes that it must hold at least
     */
    EventBlock(long first, int needed) {
        this.first = first;
        this.bytes = new byte[Math.max(BYTES, needed)];
    }

    /** Empty again, for changes from this revision on; nobody may be reading it. */
    void begin(long revision) {
        first = revision;
        count = 0;
        Arrays.fill(callers, null);
    }

    /** Whether it is of the usual size. */
    boolean isOrdinary() {
        return bytes.length == BYTES;
    }

    /** The revision of the first change. */
    long first() {
        return first;
    }

    /** The revision behind the last change. */
    long end() {
        return first + count;
    }

    /** Bytes that it takes up. */
    int size() {
        return bytes.length;
    }

    /** Takes the next change; returns whether there was room. */
    boolean add(Caller caller, ByteBuffer encoded) {
        int begin = begins[count];
        int length = encoded.remaining();
        if (count == EVENTS_MAX || length > bytes.length - begin) {
            return false;
        }
        encoded.get(bytes, begin, length);
        callers[count] = caller;
        count++;
        begins[count] = begin + length;
        return true;
    }

    /** A change that it holds. */
    Event get(long revision) {
        int index = (int) (revision - first);
        Caller caller = callers[index];
        ByteBuffer in = ByteBuffer.wrap(bytes, begins[index], begins[index + 1] - begins[index]);
        long wallMillis = in.getLong();
        String operation = text(in);
        String text = text(in);
        List<Change> changes = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            changes.add(change(in));
        }
        return new Event(revision, wallMillis, caller == null ? Caller.INTERNAL : caller, operation, text, changes);
    }

    private static Change change(ByteBuffer in) {
        Change.Kind kind = KINDS[in.get()];
        String resource = text(in);
        List<Change.Field> fields = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            fields.add(new Change.Field(text(in), text(in), text(in)));
        }
        return new Change(kind, resource, fields);
    }

    /** The reverse of {@link Encoder#text}. */
    private static String text(ByteBuffer in) {
        int length = in.getInt();
        char[] characters = new char[length < 0 ? ~length : length];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = length < 0 ? in.getChar() : (char) (in.get() & BYTE_MAX);
        }
        return new String(characters);
    }

    /** Writes changes as bytes, one after the other into the same memory. Confined to the control thread. */
    static final class Encoder {
        private static final int FIRST_SIZE = 1024;
        /** What one change of many resources has made larger is not kept. */
        private static final int KEPT_MAX = BYTES;

        private ByteBuffer out = ByteBuffer.allocate(FIRST_SIZE);

        /** A change, without its revision and its caller; to be read before the next is written. */
        ByteBuffer encode(Event event) {
            if (out.capacity() > KEPT_MAX) {
                out = ByteBuffer.allocate(FIRST_SIZE);
            }
            out.clear();
            room(Long.BYTES).putLong(event.wallMillis());
            text(event.operation());
            text(event.text());
            room(Integer.BYTES).putInt(event.changes().size());
            for (Change change : event.changes()) {
                room(1).put((byte) change.kind().ordinal());
                text(change.resource());
                room(Integer.BYTES).putInt(change.fields().size());
                for (Change.Field field : change.fields()) {
                    text(field.name());
                    text(field.before());
                    text(field.after());
                }
            }
            return out.flip();
        }

        /** Its length and a byte for each character; the complement of its length and two for each, where one is none. */
        private void text(String text) {
            int length = text.length();
            ByteBuffer to = room(Integer.BYTES + Character.BYTES * length);
            int begin = to.position();
            to.putInt(length);
            for (int i = 0; i < length; i++) {
                char character = text.charAt(i);
                if (character > BYTE_MAX) {
                    wider(text, to.position(begin));
                    return;
                }
                to.put((byte) character);
            }
        }

        private static void wider(String text, ByteBuffer to) {
            to.putInt(~text.length());
            for (int i = 0; i < text.length(); i++) {
                to.putChar(text.charAt(i));
            }
        }

        private ByteBuffer room(int length) {
            if (out.remaining() < length) {
                ByteBuffer more = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + length));
                out = more.put(out.flip());
            }
            return out;
        }
    }
}

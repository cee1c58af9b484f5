package dev.sluice.proxy.http;

import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes a head anew whose lines did not all end in CR and LF, since the next recipient may see other lines in it. */
final class LineFeeds {
    private LineFeeds() {}

    /** Ends each line of a head that was read properly; returns whether that fits a buffer. */
    static boolean normalise(Inbox inbox, Head head) {
        StreamBuffer clean = normalised(inbox, head);
        if (clean == null) {
            return false;
        }
        inbox.replace(clean);
        head.reset();
        return HeadParser.parse(head, inbox.memory(), inbox.start(), inbox.end()) == HeadParser.DONE;
    }

    /** The bytes of {@code inbox} with each line of their head ended properly, or null where they would no longer fit a buffer. */
    private static @Nullable StreamBuffer normalised(Inbox inbox, Head head) {
        StreamBuffer clean = inbox.newBuffer();
        ByteBuffer from = inbox.memory();
        int base = inbox.start();
        int end = inbox.end();
        boolean fits = true;
        for (int at = 0; at < end - base && fits; at++) {
            byte b = from.get(base + at);
            boolean bare = at < head.length() && b == Chars.LF && (at == 0 || from.get(base + at - 1) != Chars.CR);
            fits = clean.writable() >= 2;
            if (fits && bare) {
                put(clean, Chars.CR);
            }
            if (fits) {
                put(clean, b);
            }
        }
        if (!fits) {
            inbox.free(clean);
            return null;
        }
        return clean;
    }

    private static void put(StreamBuffer into, byte b) {
        into.memory().put(into.end(), b);
        into.produced(1);
    }
}

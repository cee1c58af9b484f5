package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Looks into heads. */
final class Heads {
    static final byte[] HOST = "host".getBytes(StandardCharsets.US_ASCII);

    private Heads() {}

    /** A name to compare with: lower case. */
    static byte[] lower(String name) {
        return name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The first field named {@code lowerName} from {@code from} on; of any name where that is empty; -1 for none. */
    static int find(MessageView head, byte[] lowerName, int from) {
        for (int i = from; i < head.fields(); i++) {
            if (lowerName.length == 0 || isNamed(head, i, lowerName)) {
                return i;
            }
        }
        return -1;
    }

    static boolean isNamed(MessageView head, int field, byte[] lowerName) {
        if (head.nameLength(field) != lowerName.length) {
            return false;
        }
        int start = head.nameStart(field);
        for (int i = 0; i < lowerName.length; i++) {
            byte b = head.at(start + i);
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerName[i]) {
                return false;
            }
        }
        return true;
    }

    /** Writes the name of a field in lower case; returns where it ends. */
    static int lowerName(MessageView head, int field, byte[] to, int at) {
        head.copy(head.nameStart(field), head.nameLength(field), to, at);
        int end = at + head.nameLength(field);
        for (int i = at; i < end; i++) {
            to[i] = to[i] >= 'A' && to[i] <= 'Z' ? (byte) (to[i] + 32) : to[i];
        }
        return end;
    }

    /** Makes {@code sample} a text of bytes of the head; false where it is longer than a sample can be. */
    static boolean text(SampleContext context, Sample sample, MessageView head, int start, int length) {
        Scratch scratch = context.scratch();
        if (length > scratch.longest()) {
            return false;
        }
        int at = scratch.take(length);
        head.copy(start, length, scratch.memory(), at);
        return sample.text(scratch.memory(), at, length);
    }

    /** Where the path begins in the target, counted as the head is; -1 for none. */
    static int pathStart(MessageView head) {
        int start = head.targetStart();
        int end = start + head.targetLength();
        if (start < end && (head.at(start) == '/' || head.at(start) == '*')) {
            return start;
        }
        for (int i = start; i + 2 < end; i++) {
            if (head.at(i) == ':' && head.at(i + 1) == '/' && head.at(i + 2) == '/') {
                return slash(head, i + 3, end);
            }
        }
        return -1;
    }

    private static int slash(MessageView head, int from, int end) {
        for (int i = from; i < end; i++) {
            if (head.at(i) == '/') {
                return i;
            }
        }
        return -1;
    }

    /** Where the query's question mark stands, or the end of the target. */
    static int queryMark(MessageView head, int from) {
        int end = head.targetStart() + head.targetLength();
        for (int i = from; i < end; i++) {
            if (head.at(i) == '?') {
                return i;
            }
        }
        return end;
    }
}

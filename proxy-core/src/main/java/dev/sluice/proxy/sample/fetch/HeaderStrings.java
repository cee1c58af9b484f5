package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.Scratch;

/** All fields of a head as programs read them: names and values, each behind its length; two empty ones end the list. */
final class HeaderStrings {
    /** A length below this is one byte; a longer one has its lowest four bits in the first of several. */
    private static final int SHORT = 240;
    /** Seven bits in each byte behind the first, and whether another one follows. */
    private static final int MORE = 128;

    private HeaderStrings() {}

    static boolean write(SampleContext context, Sample sample, MessageView head) {
        int size = 2;
        for (int i = 0; i < head.fields(); i++) {
            size += bytes(head.nameLength(i)) + head.nameLength(i) + bytes(head.valueLength(i)) + head.valueLength(i);
        }
        Scratch scratch = context.scratch();
        if (size > scratch.longest()) {
            return false;
        }
        int start = scratch.take(size);
        byte[] memory = scratch.memory();
        int at = start;
        for (int i = 0; i < head.fields(); i++) {
            at = Heads.lowerName(head, i, memory, length(head.nameLength(i), memory, at));
            at = length(head.valueLength(i), memory, at);
            head.copy(head.valueStart(i), head.valueLength(i), memory, at);
            at += head.valueLength(i);
        }
        memory[at++] = 0;
        memory[at] = 0;
        return sample.binary(memory, start, size);
    }

    /** How many bytes a length takes. */
    private static int bytes(int length) {
        int bytes = 1;
        for (int left = length - SHORT; left >= 0; left = bytes == 2 ? (left >> 4) - MORE : (left >> 7) - MORE) {
            bytes++;
        }
        return bytes;
    }

    private static int length(int length, byte[] to, int from) {
        if (length < SHORT) {
            to[from] = (byte) length;
            return from + 1;
        }
        int at = from;
        to[at++] = (byte) (length | SHORT);
        int left = length - SHORT >> 4;
        while (left >= MORE) {
            to[at++] = (byte) (left | MORE);
            left = left - MORE >> 7;
        }
        to[at++] = (byte) left;
        return at;
    }
}

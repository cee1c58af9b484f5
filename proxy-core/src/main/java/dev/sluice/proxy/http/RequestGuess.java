package dev.sluice.proxy.http;

import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;

/** Whether plain bytes begin with a request. Confined to its worker. */
final class RequestGuess {
    private final Head head;

    /** One that knows heads of at most so many fields. */
    RequestGuess(int headersMax) {
        head = new Head(true, headersMax);
    }

    /** What {@code received} begins with: a whole head of HTTP/1, or what connections of HTTP/2 begin with. */
    PayloadView.Guess of(StreamBuffer received) {
        PayloadView.Guess second = preface(received);
        if (second != PayloadView.Guess.NO) {
            return second;
        }
        head.reset();
        int parsed = HeadParser.parse(head, received.memory(), received.start(), received.end());
        return parsed == HeadParser.BAD
                ? PayloadView.Guess.NO
                : parsed == HeadParser.DONE ? PayloadView.Guess.YES : PayloadView.Guess.NOT_YET;
    }

    private static PayloadView.Guess preface(StreamBuffer received) {
        byte[] preface = Http2Client.PREFACE;
        ByteBuffer memory = received.memory();
        int there = Math.min(received.readable(), preface.length);
        for (int i = 0; i < there; i++) {
            if (memory.get(received.start() + i) != preface[i]) {
                return PayloadView.Guess.NO;
            }
        }
        return there == preface.length ? PayloadView.Guess.YES : PayloadView.Guess.NOT_YET;
    }
}

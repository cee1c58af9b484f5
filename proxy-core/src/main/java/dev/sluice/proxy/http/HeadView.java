package dev.sluice.proxy.http;

import dev.sluice.proxy.sample.MessageView;

/** A head as rules see it: where it was received, with what was changed in it since. */
final class HeadView implements MessageView {
    private final Head head;
    private final Framing framing;
    private Inbox inbox;

    HeadView(Head head, Framing framing, Inbox inbox) {
        this.head = head;
        this.framing = framing;
        this.inbox = inbox;
    }

    void inbox(Inbox next) {
        inbox = next;
    }

    @Override
    public int fields() {
        return head.fields;
    }

    @Override
    public int nameStart(int field) {
        return head.nameStart(field);
    }

    @Override
    public int nameLength(int field) {
        return head.nameLength(field);
    }

    @Override
    public int valueStart(int field) {
        return head.valueStart(field);
    }

    @Override
    public int valueLength(int field) {
        return head.valueLength(field);
    }

    @Override
    public byte at(int offset) {
        return inbox.memory().get(inbox.start() + offset);
    }

    @Override
    public void copy(int offset, int length, byte[] to, int at) {
        inbox.memory().get(inbox.start() + offset, to, at, length);
    }

    @Override
    public int version() {
        return head.version;
    }

    @Override
    public int methodStart() {
        return head.start;
    }

    @Override
    public int methodLength() {
        return head.methodLength;
    }

    @Override
    public int targetStart() {
        return head.targetStart;
    }

    @Override
    public int targetLength() {
        return head.targetLength;
    }

    @Override
    public int status() {
        return head.status;
    }

    @Override
    public int reasonStart() {
        return head.reasonStart;
    }

    @Override
    public int reasonLength() {
        return head.reasonLength;
    }

    @Override
    public int bodyStart() {
        return head.length;
    }

    @Override
    public int bodyLength() {
        int there = inbox.readable() - head.length;
        return switch (framing.kind) {
            case NONE -> 0;
            case LENGTH -> (int) Math.min(there, framing.contentLength);
            case CHUNKED, CLOSE -> Math.max(0, there);
        };
    }

    @Override
    public long contentLength() {
        return framing.kind == Body.Kind.LENGTH ? framing.contentLength : -1;
    }
}

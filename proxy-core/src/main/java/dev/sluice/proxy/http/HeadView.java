package dev.sluice.proxy.http;

/** A head as rules see it: where it was received, with what was changed in it since. */
final class HeadView extends HeadOffsets {
    private final Framing framing;
    private Inbox inbox;

    HeadView(Head head, Framing framing, Inbox inbox) {
        super(head);
        this.framing = framing;
        this.inbox = inbox;
    }

    void inbox(Inbox next) {
        inbox = next;
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

package dev.sluice.proxy.http;

import dev.sluice.proxy.sample.MessageView;

/** Where the parts of a head lie, as its parser has found them; who extends it knows which memory that is an offset of. */
public abstract class HeadOffsets implements MessageView {
    /** What the parser fills. */
    protected final Head head;

    /** Tells of what is found in {@code head}. */
    protected HeadOffsets(Head head) {
        this.head = head;
    }

    @Override
    public final int fields() {
        return head.fields;
    }

    @Override
    public final int nameStart(int field) {
        return head.nameStart(field);
    }

    @Override
    public final int nameLength(int field) {
        return head.nameLength(field);
    }

    @Override
    public final int valueStart(int field) {
        return head.valueStart(field);
    }

    @Override
    public final int valueLength(int field) {
        return head.valueLength(field);
    }

    @Override
    public final int version() {
        return head.translated ? 20 : head.version;
    }

    @Override
    public final int methodStart() {
        return head.start;
    }

    @Override
    public final int methodLength() {
        return head.methodLength;
    }

    @Override
    public final int targetStart() {
        return head.targetStart;
    }

    @Override
    public final int targetLength() {
        return head.targetLength;
    }

    @Override
    public final int status() {
        return head.status;
    }

    @Override
    public final int reasonStart() {
        return head.reasonStart;
    }

    @Override
    public final int reasonLength() {
        return head.reasonLength;
    }

    @Override
    public final int bodyStart() {
        return head.length;
    }
}

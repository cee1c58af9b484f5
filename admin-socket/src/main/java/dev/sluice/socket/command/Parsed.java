package dev.sluice.socket.command;

import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;

/** What a parser made of words. */
public sealed interface Parsed {
    /** An operation. */
    static Parsed of(Operation operation) {
        return new Wanted(operation);
    }

    /** A text that only the connection can want, such as a usage; nothing is done. */
    static Parsed said(Reply reply) {
        return new Said(reply);
    }

    /** A refusal of the words themselves. */
    static Parsed refused(Reason reason, String text) {
        return new Said(Reply.of(Outcome.refused(reason, text)));
    }

    /** See {@link #of}. */
    record Wanted(Operation operation) implements Parsed {}

    /** See {@link #said}. */
    record Said(Reply reply) implements Parsed {}
}

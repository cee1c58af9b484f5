package dev.sluice.proxy.session;

import dev.sluice.proxy.sample.LocalVariables;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.track.Tracked;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Backend;
import org.jspecify.annotations.Nullable;

/**
 * What a TCP session leaves behind that turns out to be HTTP (section 4 of HAProxy's manual). Confined to its worker.
 *
 * @param peer the client's connection as rules see it
 * @param received what was read from it so far; whoever takes the session over owns it; null for nothing
 * @param acceptedMillis when the connection was accepted, on {@link dev.sluice.proxy.worker.Worker#nowMillis()}
 * @param version what is spoken
 * @param target the backend that the first request goes to, whatever it asks for; null where that is not decided
 * @param kept what rules have noted; the first request's from then on
 */
public record Handover(
        ClientPeer peer,
        @Nullable StreamBuffer received,
        long acceptedMillis,
        Version version,
        @Nullable Backend target,
        Kept kept) {
    /** Which HTTP is spoken. */
    public enum Version {
        /** What was agreed on, or what the first bytes say. */
        ANY,
        /** HTTP/1 alone. */
        HTTP1,
        /** HTTP/2 from the first byte on. */
        HTTP2
    }

    /**
     * What the rules of a session have noted.
     *
     * @param slots what belongs to the stream, such as what it tracks; null for nothing
     * @param txn variables of the transaction; null for none
     * @param req variables of the request; null for none
     */
    public record Kept(
            @Nullable Slots slots,
            @Nullable LocalVariables txn,
            @Nullable LocalVariables req) {
        /** Goes on in a request, which has noted nothing itself so far. */
        public void moveTo(Slots stream, LocalVariables transaction, LocalVariables request) {
            if (slots != null) {
                stream.take(slots);
            }
            if (txn != null) {
                transaction.take(txn);
            }
            if (req != null) {
                request.take(req);
            }
        }

        /** No request came of it. */
        public void drop() {
            Tracked.end(slots);
            if (req != null) {
                req.clear();
            }
            if (txn != null) {
                txn.clear();
            }
        }
    }
}

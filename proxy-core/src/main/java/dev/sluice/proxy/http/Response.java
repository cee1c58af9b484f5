package dev.sluice.proxy.http;

import dev.sluice.proxy.worker.StreamBuffer;

/** The response of an exchange: its head where it was received, what is to be different in it, and how it is framed. */
final class Response {
    final Inbox inbox;
    final Head head;
    final Edits edits = new Edits();
    final Framing framing = new Framing(edits);

    Response(HttpSite site, int headersMax) {
        this.inbox = new Inbox(site);
        this.head = new Head(false, headersMax);
    }

    void reset() {
        inbox.clear();
        head.reset();
        framing.clear();
    }

    /** Reads on; returns what {@link HeadParser#parse} does. */
    int parse(int headMax) {
        int end = inbox.start() + Math.min(inbox.readable(), headMax);
        int parsed = HeadParser.parse(head, inbox.memory(), inbox.start(), end);
        return parsed == HeadParser.MORE && inbox.readable() >= headMax ? HeadParser.BAD : parsed;
    }

    /** Reads the fields of a complete head; returns whether it can be passed on. */
    boolean read(Request request) {
        if (head.bareLineFeeds && !normalise()) {
            return false;
        }
        if (!framing.response(head, inbox.memory(), inbox.start(), request.method)) {
            return false;
        }
        return head.status != 101 || request.framing.isUpgrade() && framing.isUpgrade();
    }

    private boolean normalise() {
        StreamBuffer clean = LineFeeds.normalised(inbox, head);
        if (clean == null) {
            return false;
        }
        inbox.replace(clean);
        head.reset();
        return HeadParser.parse(head, inbox.memory(), inbox.start(), inbox.end()) == HeadParser.DONE;
    }

    /** Whether more heads follow before the one that counts. */
    boolean isInterim() {
        return head.status < 200 && head.status != 101;
    }

    /** Whether both connections carry something else than HTTP from here on. */
    boolean isTunnel(Request request) {
        return head.status == 101 || request.method == Method.CONNECT && head.status >= 200 && head.status < 300;
    }

    /** Whether its connection may carry another one. */
    boolean keepsServer() {
        boolean persistent = head.version == 11 ? !framing.close : framing.keepAlive && !framing.close;
        return persistent && !framing.distrusted && framing.kind != Body.Kind.CLOSE;
    }

    /** Adds what the client is to be told about its connection. */
    void prepare(boolean keep, int requestVersion) {
        byte[] line = connectionLine(keep, requestVersion, head.version == 11);
        if (line.length > 0) {
            edits.insert(head.fieldsEnd(), line);
        }
    }

    /** What a response says about its connection, as far as its version does not say so already. */
    static byte[] connectionLine(boolean keep, int requestVersion, boolean http11) {
        if (http11 && keep) {
            return requestVersion == 10 ? HttpBytes.KEEP_ALIVE_LINE : HttpBytes.NOTHING;
        }
        if (http11) {
            return HttpBytes.CLOSE_LINE;
        }
        return keep ? HttpBytes.KEEP_ALIVE_LINE : HttpBytes.NOTHING;
    }
}

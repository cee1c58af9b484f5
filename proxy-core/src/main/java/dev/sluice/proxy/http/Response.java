package dev.sluice.proxy.http;

import dev.sluice.proxy.worker.StreamBuffer;

/** The response of an exchange: its head where it was received, what is to be different in it, and how it is framed. */
final class Response {
    final Inbox inbox;
    final Head head;
    final Message message;
    final Edits edits = new Edits();
    final Framing framing = new Framing(edits);
    private final Body probe = new Body();
    private boolean closesClient;

    Response(HttpSite site, int headersMax) {
        this.inbox = new Inbox(site);
        this.head = new Head(false, headersMax);
        this.message = new Message(head, inbox::held);
    }

    void reset() {
        inbox.clear();
        head.reset();
        framing.clear();
        closesClient = false;
    }

    /** Reads on; returns what {@link HeadParser#parse} does. */
    int parse(int headMax) {
        int end = inbox.start() + Math.min(inbox.readable(), headMax);
        int parsed = HeadParser.parse(head, inbox.memory(), inbox.start(), end);
        return parsed == HeadParser.MORE && inbox.readable() >= headMax ? HeadParser.BAD : parsed;
    }

    /** Reads the fields of a complete head; returns whether it can be passed on. */
    boolean read(Request request) {
        if (head.bareLineFeeds && !LineFeeds.normalise(inbox, head)) {
            return false;
        }
        for (int i = head.unfit ? head.fields() - 1 : -1; i >= 0; i--) {
            if (head.id(i) == Field.UNFIT) {
                message.remove(i);
            }
        }
        if (!framing.response(head, inbox.memory(), inbox.start(), request.method)) {
            return false;
        }
        if (framing.settleLength(message) && !framing.response(head, inbox.memory(), inbox.start(), request.method)) {
            return false;
        }
        message.begin(framing.kind == Body.Kind.LENGTH ? framing.contentLength : -1);
        return head.status != 101 || isAgreed(request);
    }

    private boolean isAgreed(Request request) {
        int field = framing.keyField();
        String answer = field < 0 ? "" : message.value(field);
        boolean answered = head.relaxed || request.isAnsweredBy(answer);
        return request.framing.isUpgrade() && framing.isUpgrade() && answered;
    }

    /** Works out anew what is to be edited where rules have changed the head; how it is framed stays. Returns whether it still is a response. */
    boolean reread(Request request) {
        if (!message.isChanged()) {
            return true;
        }
        Body.Kind kind = framing.kind;
        int received = framing.accountedIn;
        boolean closed = framing.close;
        boolean kept = framing.keepAlive;
        boolean distrusted = framing.distrusted;
        boolean upgrade = framing.upgrade;
        if (!framing.response(head, inbox.memory(), inbox.start(), request.method)) {
            return false;
        }
        closesClient = framing.close && !closed;
        framing.accountedIn = received;
        framing.kind = kind;
        framing.contentLength = Math.max(0, message.contentLength());
        framing.close = closed;
        framing.keepAlive = kept;
        framing.distrusted |= distrusted;
        framing.upgrade &= upgrade;
        return true;
    }

    /** Whether a rule has said that the client's connection is to close. */
    boolean closesClient() {
        return closesClient;
    }

    /** Whether more heads follow before the one that counts. */
    boolean isInterim() {
        return head.status < 200 && head.status != 101;
    }

    /** Whether both connections carry something else than HTTP from here on. */
    boolean isTunnel(Request request) {
        return head.status == 101 || request.method == Method.CONNECT && head.status >= 200 && head.status < 300;
    }

    /** Writes its head as it is to be sent. */
    void writeHead(StreamBuffer out) {
        out.produced(edits.write(inbox.memory(), inbox.start(), head.length(), out.memory(), 0));
    }

    /** Bytes of the body that have come behind the head; -1 where no more will come, or fit. */
    int bodyBytes(int trailerBytesMax) {
        probe.begin(framing.kind, framing.contentLength, trailerBytesMax);
        int length = head.length();
        int there = inbox.readable() > length ? probe.take(inbox.memory(), inbox.start() + length, inbox.end()) : 0;
        return probe.isDone() || probe.isWrong() ? -1 : there;
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

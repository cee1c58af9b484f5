package dev.sluice.proxy.http;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.h2.WebSocketKeys;
import dev.sluice.proxy.log.LogEntry;
import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The request of an exchange: its head where it was received, what is to be different in it, and how it is framed. */
final class Request {
    /** Bytes of a request line that are kept in any case, to compare its target with those that the proxy answers itself. */
    private static final int LINE_LEAST = 1024;

    final Head head;
    final Edits edits = new Edits();
    final Framing framing = new Framing(edits);
    final Message message;
    private final Target target = new Target();
    private final int lineMax;
    private byte[] line = new byte[LINE_LEAST];
    private int lineLength;
    private int uriStart;
    private int uriLength;
    private Inbox inbox;
    private byte[] source = new byte[0];
    int method;
    int version;
    /** What the client asked with; rules may have the server asked with another one. */
    int askedMethod;
    /** What a server has to answer to a key that is ours; null where it is the client's, or none. */
    private @Nullable String keyAnswer;

    Request(Inbox inbox, HttpPlans plans) {
        this.inbox = inbox;
        this.lineMax = plans.loggedLineMax();
        this.head = new Head(true, plans.headersMax());
        this.message = new Message(head, () -> this.inbox.held());
    }

    void adopt(Inbox next, byte[] sourceAddress, int major, boolean relaxed) {
        inbox = next;
        source = sourceAddress;
        head.reset();
        head.translated = major > 1;
        head.relaxed = relaxed;
        framing.clear();
        method = Method.OTHER;
        askedMethod = Method.OTHER;
        version = 0;
        keyAnswer = null;
        lineLength = 0;
        uriLength = 0;
    }

    /** The client's numeric address. */
    byte[] source() {
        return source;
    }

    /** Reads a complete head; returns 0, or the status to refuse it with. */
    int read() {
        if (head.bareLineFeeds && !LineFeeds.normalise(inbox, head)) {
            return 431;
        }
        if ((head.oddBlanks || head.unfit) && !tidied()) {
            return 400;
        }
        boolean path = head.method != Method.CONNECT && inbox.memory().get(inbox.start() + head.targetStart) == '/';
        boolean targeted = path || Target.normalise(head, inbox, message);
        ByteBuffer memory = inbox.memory();
        int base = inbox.start();
        method = head.method;
        askedMethod = method;
        keyAnswer = null;
        version = head.version;
        remember(memory, base);
        int status = framing.request(head, memory, base);
        if (status == 0 && framing.settleLength(message)) {
            boolean distrusted = framing.distrusted;
            memory = inbox.memory();
            base = inbox.start();
            status = framing.request(head, memory, base);
            framing.distrusted |= distrusted;
        }
        message.begin(framing.kind == Body.Kind.LENGTH ? framing.contentLength : -1);
        if (method == Method.CONNECT && isContent()) {
            // What follows belongs to the tunnel, whoever may count otherwise (RFC 9110 section 9.3.6).
            return 400;
        }
        boolean unused = target.read(head, memory, base, framing.hostField);
        return status == 0 && !targeted ? 400 : status;
    }

    /** Works out anew what is to be edited where rules have changed the head; how it is framed stays. Returns whether it still is a request. */
    boolean reread() {
        if (!message.isChanged()) {
            return true;
        }
        method = head.method;
        int received = framing.accountedIn;
        Body.Kind kind = framing.kind;
        boolean distrusted = framing.distrusted;
        boolean upgrade = framing.upgrade;
        if (framing.request(head, inbox.memory(), inbox.start()) != 0) {
            return false;
        }
        framing.accountedIn = received;
        framing.kind = kind;
        framing.contentLength = Math.max(0, message.contentLength());
        framing.distrusted |= distrusted;
        framing.upgrade &= upgrade;
        return true;
    }

    private void remember(ByteBuffer memory, int base) {
        int whole = head.versionStart + 8 - head.start;
        int kept = Math.min(whole, Math.max(lineMax, LINE_LEAST));
        if (kept > line.length) {
            line = new byte[kept];
        }
        memory.get(base + head.start, line, 0, kept);
        lineLength = Math.min(whole, lineMax);
        uriStart = Math.min(kept, head.targetStart - head.start);
        uriLength = Math.min(kept - uriStart, head.targetLength);
    }

    /** Leaves one blank on either side of the target, and leaves out the fields whose names are none; returns whether a head is left. */
    private boolean tidied() {
        for (int i = head.fields() - 1; i >= 0; i--) {
            if (head.id(i) == Field.UNFIT) {
                message.remove(i);
            }
        }
        int target = head.targetStart + head.targetLength;
        blank(target, head.versionStart - target);
        int end = head.start + head.methodLength;
        blank(end, head.targetStart - end);
        boolean unsafe = head.unsafe;
        head.reset();
        boolean done = HeadParser.parse(head, inbox.memory(), inbox.start(), inbox.end()) == HeadParser.DONE;
        head.unsafe = unsafe;
        return done;
    }

    private void blank(int offset, int length) {
        StreamBuffer held = inbox.held();
        boolean fits = held.resize(offset, length, 1);
        assert fits : "no room for less";
        held.memory().put(held.start() + offset, Chars.SP);
    }

    /** The request line, as far as logs show it ({@code tune.http.logurilen}). */
    byte[] line() {
        return line;
    }

    /** Bytes of it. */
    int lineLength() {
        return lineLength;
    }

    private boolean isContent() {
        return framing.kind == Body.Kind.CHUNKED || framing.contentLength > 0;
    }

    /** Whether it has content that old recipients would not look for, and take for another request. */
    boolean hasUnexpectedContent() {
        return version == 10 && Method.isWithoutContent(method) && isContent();
    }

    /** Its head as rules see it. */
    HeadView view() {
        return new HeadView(head, framing, inbox);
    }

    Inbox inbox() {
        return inbox;
    }

    /** Tells the log the request line. */
    void log(LogEntry entry) {
        for (int i = 0; i < lineLength; i++) {
            entry.requestByte(line[i]);
        }
    }

    /** The request target, cut likewise. */
    String uri() {
        return new String(line, uriStart, uriLength, StandardCharsets.ISO_8859_1);
    }

    String methodText() {
        return new String(line, 0, head.methodLength, StandardCharsets.ISO_8859_1);
    }

    /** Whether it asks for this: for a path, whichever site, or for a whole target. */
    boolean asks(byte[] wanted) {
        if (wanted[0] != '/') {
            return uriLength == wanted.length && uriStartsWith(wanted);
        }
        int length = head.targetStart + head.targetLength - target.pathStart();
        if (length != wanted.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (inbox.memory().get(inbox.start() + target.pathStart() + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the target begins with {@code prefix}. */
    boolean uriStartsWith(byte[] prefix) {
        if (uriLength < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (line[uriStart + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether its client wants to send another one on the same connection. */
    boolean wantsKeepAlive() {
        return (version == 11 ? !framing.close : framing.keepAlive && !framing.close) && !framing.distrusted;
    }

    /** Whether the client has said that nothing follows this request, not even a body. */
    boolean isLast() {
        return !wantsKeepAlive() && !framing.distrusted && framing.kind == Body.Kind.NONE;
    }

    /** The target without its scheme and authority. */
    String pathAndQuery() {
        String target = message.target();
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        int path = authority < 0 ? 0 : target.indexOf('/', authority + 3);
        return path < 0 ? "/" : target.substring(path);
    }

    /** Leaves out all fields of a name. */
    void forget(byte[] lowerName) {
        for (int i = message.fields() - 1; i >= 0; i--) {
            if (message.isNamed(i, lowerName)) {
                message.remove(i);
            }
        }
    }

    /** Whether what a server answers fits the key that was ours, if one was. */
    boolean isAnsweredBy(String answer) {
        String wanted = keyAnswer;
        return wanted == null || answer.equals(wanted);
    }

    private void addKey() {
        String key = WebSocketKeys.fresh();
        keyAnswer = WebSocketKeys.answer(key);
        edits.insert(head.fieldsEnd(), Chars.bytes("sec-websocket-key: " + key + "\r\n"));
    }

    /** Adds a whole header line; null adds none. */
    void add(byte @Nullable [] line) {
        if (line != null) {
            edits.insert(head.fieldsEnd(), line);
            // Neither ": " nor the line break counts.
            framing.accounted += line.length - 4;
        }
    }

    /** Whether it has a field of that name, in small letters. */
    boolean has(byte[] name) {
        return head.find(inbox.memory(), inbox.start(), name, -1) >= 0;
    }

    /** Adds what the server is to be told about the connection. */
    void prepare(boolean serverCloses) {
        if (framing.isWebSocket() && framing.keyField() < 0) {
            addKey();
        }
        if (version == 10 && !serverCloses && !framing.distrusted) {
            edits.insert(head.fieldsEnd(), HttpBytes.KEEP_ALIVE_LINE);
        } else if (version == 11 && serverCloses && !framing.isUpgrade()) {
            edits.insert(head.fieldsEnd(), HttpBytes.CLOSE_LINE);
        }
    }

    /** Whether the server is asked to close ({@code option http-server-close} and {@code httpclose}). */
    static boolean closesServer(HttpPlan frontend, HttpPlan backend) {
        return frontend.connection != ProxySettings.HttpConnection.KEEP_ALIVE
                || backend.connection != ProxySettings.HttpConnection.KEEP_ALIVE;
    }
}

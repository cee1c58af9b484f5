package dev.sluice.proxy.check;

import dev.sluice.config.CheckSpec;
import dev.sluice.proxy.http.Head;
import dev.sluice.proxy.http.HeadParser;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Sends a request and judges the status of the response; its body is not waited for. */
final class HttpProbe extends Probe {
    /** The longest reason phrase that statistics show. */
    private static final int REASON_MAX = 127;

    private static final int NOT_FOUND = 404;

    private final CheckSpec spec;
    private final byte[] request;
    private final boolean wasUp;
    private final Head head;
    private boolean requestDone;

    /** A check as {@code spec} says, with the {@code request} that is written for it; of a server that {@code wasUp}, since the exception for 404 never takes one up. */
    HttpProbe(Worker worker, Limits limits, Ended ended, CheckSpec spec, byte[] request, boolean wasUp, int fieldsMax) {
        super(worker, limits, ended);
        this.spec = spec;
        this.request = request;
        this.wasUp = wasUp;
        this.head = new Head(false, fieldsMax);
    }

    @Override
    void connected(Wire to) {
        StreamBuffer bytes = buffer();
        if (request.length > bytes.writable()) {
            finish(Failures.failed(CheckStatus.SOCKET_ERROR, elapsed(), ""));
            return;
        }
        bytes.memory().put(bytes.end(), request);
        bytes.produced(request.length);
        onWritable(to);
    }

    @Override
    public void onWritable(Wire to) {
        if (requestDone) {
            return;
        }
        StreamBuffer bytes = buffer();
        int took = to.write(bytes.readAddress(), bytes.readable());
        if (took == Wire.FAILED) {
            onError(to, to.error());
            return;
        }
        bytes.consumed(took);
        if (bytes.readable() == 0) {
            requestDone = true;
            said();
            onReadable(to);
        }
    }

    @Override
    boolean isListening() {
        return requestDone; // Until then the buffer holds the request.
    }

    @Override
    void received(StreamBuffer bytes) {
        int outcome = HeadParser.parse(head, bytes.memory(), bytes.start(), bytes.end());
        if (outcome == HeadParser.DONE) {
            finish(judge(head.status(), reason(bytes)));
        } else if (outcome == HeadParser.BAD) {
            finish(Failures.failed(CheckStatus.SOCKET_ERROR, elapsed(), ""));
        }
    }

    private String reason(StreamBuffer bytes) {
        if (isMultiplexed()) {
            return "";
        }
        byte[] reason = new byte[Math.min(REASON_MAX, head.reasonLength())];
        bytes.memory().get(bytes.start() + head.reasonStart(), reason);
        return new String(reason, StandardCharsets.ISO_8859_1);
    }

    private CheckResult judge(int status, String reason) {
        if (spec.disableOn404() && status == NOT_FOUND && wasUp) {
            return new CheckResult(CheckStatus.L7_OK_CONDITIONAL, Verdict.CONDITIONAL, status, elapsed(), "");
        }
        if (isExpected(spec, status)) {
            return new CheckResult(CheckStatus.L7_OK, Verdict.PASSED, status, elapsed(), "");
        }
        String text = reason.isEmpty() ? mismatch(spec) : reason;
        return new CheckResult(CheckStatus.L7_STATUS, Verdict.FAILED, status, elapsed(), text);
    }

    /** HAProxy numbers what it does in a check: an expectation that was not asked for comes behind connecting and sending. */
    private static String mismatch(CheckSpec spec) {
        return spec.expectStatus().isEmpty()
                ? "TCPCHK did not match content(status codes) at step 2"
                : spec.expectNegated()
                        ? "TCPCHK matched unwanted content(status codes) at step 1"
                        : "TCPCHK did not match content(status codes) at step 1";
    }

    static boolean isExpected(CheckSpec spec, int status) {
        if (spec.expectStatus().isEmpty()) {
            return status >= 200 && status <= 399;
        }
        boolean listed = false;
        for (CheckSpec.StatusRange range : spec.expectStatus()) {
            listed |= status >= range.low() && status <= range.high();
        }
        return listed != spec.expectNegated();
    }

    /** The request's head. One connection is one check, which HTTP/1.1 has to be told. */
    static String request(CheckSpec spec) {
        StringBuilder request = new StringBuilder(128);
        request.append(spec.method()).append(' ').append(spec.uri()).append(' ').append(spec.version());
        boolean closes = spec.version().equals("HTTP/1.1");
        request.append("\r\n");
        for (Map.Entry<String, String> header : spec.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("connection")) {
                continue;
            }
            request.append(name).append(": ").append(header.getValue()).append("\r\n");
        }
        return request.append(closes ? "connection: close\r\n\r\n" : "\r\n").toString();
    }
}

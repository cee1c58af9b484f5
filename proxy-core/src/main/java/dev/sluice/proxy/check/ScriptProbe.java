package dev.sluice.proxy.check;

import dev.sluice.config.CheckScript.Kind;
import dev.sluice.config.CheckStep.Subject;
import dev.sluice.proxy.http.HeadParser;
import dev.sluice.proxy.tls.TlsWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the steps of a script, one after the other, until one fails or all are done. */
final class ScriptProbe extends Probe {
    /** The longest text that statistics show. */
    private static final int TEXT_MAX = 127;

    private static final int NOT_FOUND = 404;

    private final Script script;
    private final Links links;
    private final Answer answer;
    private final CheckContext context;
    private int next;
    private Script.@Nullable Connect connect;
    private Script.@Nullable Listen listening;
    private Script.@Nullable Hear hearing;
    /** What the newest message of a protocol said of itself. */
    private String heard = "";

    private @Nullable Wire wire;
    private byte[] saying = new byte[0];
    private int said;
    private boolean encrypted;
    private boolean talked;
    private boolean ending;

    /** How connections of a script are made, and what its server looks like. */
    interface Links {
        /** Where a step connects to. */
        Target target(Script.Connect step, CheckContext context);

        /** Has the next connection encrypted and begun as the step says. */
        void prepare(Probe probe, Script.Connect step);

        /** How the server is, for itself to hear. */
        String state();

        /** Whether it was not down when the check began. */
        boolean wasUp();

        /** A request with the names of its fields as the server wants them spelled. */
        byte[] spelled(byte[] request);
    }

    ScriptProbe(
            Worker worker,
            Limits limits,
            Ended ended,
            Script script,
            Links links,
            Answer answer,
            CheckContext context) {
        super(worker, limits, ended);
        this.script = script;
        this.links = links;
        this.answer = answer;
        this.context = context;
    }

    /** Does what comes before the first connection, and has that made as its step says, if there is one. */
    @Override
    void start(Target usual) {
        List<Script.Step> steps = script.steps();
        while (next < steps.size() && steps.get(next) instanceof Script.Assign assign) {
            assign.run(context);
            next++;
        }
        if (next < steps.size() && steps.get(next) instanceof Script.Connect step) {
            connect = step;
            next++;
            links.prepare(this, step);
            super.start(links.target(step, context));
        } else {
            super.start(usual);
        }
    }

    @Override
    boolean isOrderly() {
        return connect != null && connect.to().linger();
    }

    @Override
    void connected(Wire to) {
        wire = to;
        encrypted = to.carrier() instanceof TlsWire;
        ending = false;
        answer.reset();
        proceed(to);
    }

    /** Goes on until something has to be waited for. */
    private void proceed(Wire to) {
        List<Script.Step> steps = script.steps();
        while (next < steps.size()) {
            Script.Step step = steps.get(next);
            next++;
            if (step instanceof Script.Assign assign) {
                assign.run(context);
            } else if (step instanceof Script.Connect anew) {
                part();
                connect = anew;
                links.prepare(this, anew);
                open(links.target(anew, context));
                return;
            } else if (step instanceof Script.Listen listen) {
                listening = listen;
                look(false);
                return;
            } else if (step instanceof Script.Hear hear) {
                hearing = hear;
                look(false);
                return;
            } else if (!says(step, to)) {
                return;
            }
        }
        passed();
    }

    /** Whether all of it went out at once. */
    private boolean says(Script.Step step, Wire to) {
        if (step instanceof Script.Send send) {
            saying = send.bytes(context);
        } else if (step instanceof Script.Ask ask) {
            saying = links.spelled(ask.question().bytes(context, script.sendsState() ? links.state() : null));
        }
        said = 0;
        talked = true;
        buffer().clear();
        answer.reset();
        return flush(to);
    }

    private boolean flush(Wire to) {
        while (said < saying.length) {
            StreamBuffer bytes = buffer();
            int length = Math.min(bytes.writable(), saying.length - said);
            bytes.memory().put(bytes.end(), saying, said, length);
            int took = to.write(bytes.writeAddress(), length);
            if (took == Wire.FAILED) {
                onError(to, to.error());
                return false;
            }
            if (took <= 0) {
                return false;
            }
            said += took;
        }
        return true;
    }

    @Override
    public void onWritable(Wire to) {
        if (said < saying.length && to == wire && flush(to)) {
            proceed(to);
        }
    }

    @Override
    boolean isListening() {
        return listening != null || hearing != null;
    }

    @Override
    void received(StreamBuffer bytes) {
        answer.read(bytes, false);
        look(true);
    }

    /** Whoever hangs up on us has answered all that it will. */
    @Override
    boolean isAnswered(WireError error) {
        return error == WireError.RESET && isListening() && script.kind() != Kind.HTTP;
    }

    @Override
    void ended() {
        answer.read(buffer(), true);
        ending = true;
        look(true);
    }

    /** Keeps what was received, which later steps may look at. */
    @Override
    void said() {}

    private void look(boolean reading) {
        Script.Hear hear = hearing;
        if (hear != null) {
            hear(hear, reading);
            return;
        }
        Script.Listen listen = listening;
        if (listen == null) {
            return;
        }
        answer.read(buffer(), false);
        Expectation expectation = listen.expectation();
        talked = true;
        switch (expectation.look(answer, context)) {
            case YES -> {
                listening = null;
                Wire to = wire;
                if (to != null) {
                    proceed(to);
                }
            }
            case NO -> mismatched(listen, Expectation.Found.NO);
            case EMPTY -> mismatched(listen, Expectation.Found.EMPTY);
            case BROKEN -> finish(told(Failures.failed(CheckStatus.SOCKET_ERROR, elapsed(), "")));
            case MORE -> {
                Wire from = wire;
                if (ending) {
                    mismatched(listen, Expectation.Found.NO);
                } else if (!reading && from != null) {
                    // What came while nobody listened is not told of again.
                    onReadable(from);
                }
            }
        }
    }

    private void hear(Script.Hear hear, boolean reading) {
        answer.read(buffer(), false);
        talked = true;
        Dialects.Heard found = Dialects.read(hear.dialect(), answer.bytes(), answer.isFinal());
        CheckStatus status = found.status();
        Wire to = wire;
        if (answer.isFinal() && answer.length() == 0) {
            String text = "TCPCHK got an empty response at step " + hear.number();
            finish(Failures.failed(CheckStatus.L7_RESPONSE, elapsed(), text));
        } else if (status == CheckStatus.L7_OK && to != null) {
            hearing = null;
            heard = cut(found.text());
            proceed(to);
        } else if (status != null) {
            finish(new CheckResult(status, Verdict.FAILED, found.code(), elapsed(), cut(found.text())));
        } else if (!reading && to != null) {
            onReadable(to);
        }
    }

    private static String cut(String text) {
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    }

    private void mismatched(Script.Listen listen, Expectation.Found found) {
        Expectation expectation = listen.expectation();
        int status = httpStatus();
        if (script.disableOn404() && status == NOT_FOUND && links.wasUp()) {
            finish(new CheckResult(CheckStatus.L7_OK_CONDITIONAL, Verdict.CONDITIONAL, status, elapsed(), ""));
            return;
        }
        boolean ofHead = expectation.expect().subject() == Subject.STATUS
                || expectation.expect().subject() == Subject.HEADER;
        String error = expectation.expect().ending().error();
        CheckStatus usual = ofHead ? CheckStatus.L7_STATUS : CheckStatus.L7_RESPONSE;
        CheckStatus as = error.isEmpty() ? usual : Statuses.of(error);
        finish(result(as, expectation, text(listen, found, ofHead)));
    }

    private String text(Script.Listen listen, Expectation.Found found, boolean ofHead) {
        Expectation expectation = listen.expectation();
        String text;
        if (expectation.onError() != null) {
            text = Expectation.line(context.bytes(expectation.onError()));
        } else {
            String reason = ofHead && !isMultiplexed() ? answer.reason(TEXT_MAX) : "";
            text = script.kind() == Kind.FIXED && found != Expectation.Found.EMPTY
                    ? ""
                    : reason.isEmpty() ? expectation.mismatch(found, listen.number()) : reason;
        }
        return expectation.comment().isEmpty() ? text : text + " comment: " + expectation.comment();
    }

    private int httpStatus() {
        return script.kind() == Kind.HTTP && answer.head() == HeadParser.DONE ? answer.status() : -1;
    }

    private CheckResult result(CheckStatus status, Expectation expectation, String text) {
        boolean counted = status == CheckStatus.L7_OK
                || status == CheckStatus.L7_OK_CONDITIONAL
                || status == CheckStatus.L7_STATUS;
        int code = Script.number(expectation.code(), context);
        int shown = code >= 0 ? code : Math.max(0, httpStatus());
        return new CheckResult(status, Statuses.verdict(status), counted ? shown : -1, elapsed(), cut(text));
    }

    private void passed() {
        List<Script.Step> steps = script.steps();
        Script.Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (last instanceof Script.Listen listen) {
            Expectation expectation = listen.expectation();
            String ok = expectation.expect().ending().ok();
            String text = expectation.onSuccess() == null
                    ? usual()
                    : Expectation.line(context.bytes(expectation.onSuccess()));
            finish(result(ok.isEmpty() ? CheckStatus.L7_OK : Statuses.of(ok), expectation, text));
            return;
        }
        CheckStatus stands = encrypted ? CheckStatus.L6_OK : CheckStatus.L4_OK;
        int code = script.kind() == Kind.HTTP ? Math.max(0, httpStatus()) : 0;
        CheckStatus status = talked ? CheckStatus.L7_OK : stands;
        // What a protocol says of its server is logged, but not kept.
        boolean kept = heard.isEmpty();
        finish(new CheckResult(status, Verdict.PASSED, talked ? code : -1, elapsed(), usual(), kept));
    }

    private String usual() {
        return script.kind() == Kind.TCP ? "(tcp-check)" : heard;
    }

    @Override
    CheckResult told(CheckResult failure) {
        Script.Listen listen = listening;
        CheckStatus status = failure.status();
        if (status == CheckStatus.L7_TIMEOUT && listen != null) {
            String late = listen.expectation().expect().ending().timeout();
            status = late.isEmpty() ? status : Statuses.of(late);
        }
        String text = script.kind() == Kind.TCP ? failure.text() + place(listen) : failure.text();
        return new CheckResult(status, failure.verdict(), failure.httpStatus(), failure.durationMillis(), text);
    }

    private String place(Script.@Nullable Listen listen) {
        if (listen != null) {
            return at(listen, listen.expectation().named());
        }
        List<Script.Step> steps = script.steps();
        Script.Step before = next > 0 ? steps.get(next - 1) : null;
        if (before instanceof Script.Send send) {
            return at(send, "send");
        }
        Script.Connect to = connect;
        if (to == null) {
            return " at initial connection step of tcp-check";
        }
        return at(to, to.numericPort() > 0 ? "connect port " + to.numericPort() : "connect");
    }

    private static String at(Script.Step step, String what) {
        String comment = step.comment().isEmpty() ? "" : " comment: '" + step.comment() + "'";
        return " at step " + step.number() + " of tcp-check (" + what + ")" + comment;
    }
}

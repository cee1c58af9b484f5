package dev.sluice.proxy.check;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckStatus;
import java.nio.charset.StandardCharsets;

/** Asks an agent how its server is; the answer is one line. */
final class AgentProbe extends Probe {
    private final CheckReports reports;
    private final Worker worker;
    private final byte[] question;
    private int said;

    AgentProbe(Worker worker, Limits limits, Ended ended, CheckReports reports, String question) {
        super(worker, limits, ended);
        this.worker = worker;
        this.reports = reports;
        this.question = question.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    void connected(Wire to) {
        onWritable(to);
    }

    @Override
    public void onWritable(Wire to) {
        while (said < question.length) {
            StreamBuffer bytes = buffer();
            int length = Math.min(bytes.writable(), question.length - said);
            bytes.memory().put(bytes.end(), question, said, length);
            int took = to.write(bytes.writeAddress(), length);
            if (took == Wire.FAILED) {
                onError(to, to.error());
            }
            if (took <= 0) {
                return;
            }
            said += took;
        }
        if (question.length > 0 && buffer().readable() == 0) {
            said();
        }
    }

    @Override
    void received(StreamBuffer bytes) {
        for (int at = bytes.start(); at < bytes.end(); at++) {
            byte b = bytes.memory().get(at);
            if (b == '\n' || b == '\r') {
                byte[] line = new byte[at - bytes.start()];
                bytes.memory().get(bytes.start(), line);
                understand(new String(line, StandardCharsets.ISO_8859_1));
                return;
            }
        }
    }

    /** That it cannot be reached means nothing, while its words may be asked for from the first moment. */
    @Override
    boolean isPatient(CheckStatus result) {
        return true;
    }

    @Override
    void ended() {
        boolean cut = buffer().readable() > 0;
        finish(Failures.failed(CheckStatus.SOCKET_ERROR, elapsed(), cut ? "Ignoring incomplete line from agent" : ""));
    }

    /** An agent that sees the end of the connection may count on its words having been taken. */
    @Override
    void afterResult(Runnable letGo) {
        reports.afterwards(() -> worker.execute(letGo));
    }

    /** What the line means is for whoever knows the server to say. */
    private void understand(String line) {
        finish(new CheckResult(CheckStatus.CHECKED, CheckResult.Verdict.NEUTRAL, -1, elapsed(), ""), line);
    }
}

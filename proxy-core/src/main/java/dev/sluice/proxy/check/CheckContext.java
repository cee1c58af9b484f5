package dev.sluice.proxy.check;

import dev.sluice.proxy.http.HeadParser;
import dev.sluice.proxy.sample.LocalVariables;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.sample.VariableScope;
import dev.sluice.proxy.sample.Variables;
import dev.sluice.state.Backend;
import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Server;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What expressions of one check read: its server, its answer, its variables. Confined to the checks' loop. */
final class CheckContext extends SampleContext {
    private final Server server;
    private final Answer answer;
    private final SampleSite samples;
    private final LocalVariables variables;
    private final @Nullable LogFormat uniqueId;
    private final Slots slots = new Slots();
    private final Sample sample = new Sample();

    CheckContext(
            Scratch scratch,
            Clock clock,
            ProcessState process,
            Server server,
            Answer answer,
            SampleSite samples,
            @Nullable LogFormat uniqueId) {
        super(scratch, clock, process);
        this.uniqueId = uniqueId;
        this.server = server;
        this.answer = answer;
        this.samples = samples;
        this.variables = samples.check();
    }

    @Override
    public Backend backend() {
        return server.backend();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public @Nullable MessageView response() {
        return answer.head() == HeadParser.DONE ? answer : null;
    }

    @Override
    public PayloadView responseBytes() {
        return answer;
    }

    /** What the backend says, since no frontend has a part in checks. */
    @Override
    public @Nullable LogFormat uniqueIdFormat() {
        return uniqueId;
    }

    @Override
    public Slots stream() {
        return slots;
    }

    @Override
    public @Nullable Variables variables(VariableScope scope) {
        return switch (scope) {
            case CHECK -> variables;
            case PROC -> samples.variables();
            case SESS, TXN, REQ, RES -> null;
        };
    }

    /** What is evaluated into. */
    Sample sample() {
        sample.clear();
        return sample;
    }

    /** What a format says now. */
    byte[] bytes(LogFormat format) {
        TextOutput out = new TextOutput(scratch().longest());
        int mark = scratch().mark();
        format.append(this, sample(), out);
        scratch().release(mark);
        return out.copy();
    }

    /** The same as text. */
    String text(LogFormat format) {
        return new String(bytes(format), StandardCharsets.ISO_8859_1);
    }
}

package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import java.util.Map;

/** Texts with expressions in them on servers' lines. Any thread. */
public final class Formats {
    private final CompiledTexts<LogFormat> formats;

    /** Nothing compiled yet. */
    public Formats(RuntimeState state, Map<String, InternalService> services) {
        this.formats = new CompiledTexts<>(
                state, services, (text, scope) -> LogFormat.compile(text, scope, LogFormat.Style.VALUE));
    }

    /** What a text says of a request or session. */
    public byte[] bytes(String text, SampleContext context) {
        TextOutput output = new TextOutput(context.scratch().longest());
        formats.of(text).ifPresent(format -> format.append(context, new Sample(), output));
        return output.copy();
    }
}

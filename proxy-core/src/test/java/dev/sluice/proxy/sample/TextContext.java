package dev.sluice.proxy.sample;

import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import io.netty.util.NetUtil;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What samples see in tests: messages written out, a source, variables. */
public final class TextContext extends SampleContext implements ConnectionView {
    private static final int BUFFER = 16_384;

    private final Map<VariableScope, Variables> variables = new EnumMap<>(VariableScope.class);
    private byte[] source = {};
    private @Nullable MessageView request;
    private @Nullable MessageView response;

    /** Nothing is there. */
    public TextContext() {
        super(
                new Scratch(BUFFER),
                Clock.SYSTEM,
                new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/01/01", 1, 1, 0, 0)));
        for (VariableScope scope : VariableScope.values()) {
            variables.put(scope, new LocalVariables(0));
        }
    }

    /** A request has come. */
    public TextContext request(String text) {
        request = new TextMessage(text);
        return this;
    }

    /** A response has come. */
    public TextContext response(String text) {
        response = new TextMessage(text);
        return this;
    }

    /** It comes from here. */
    public TextContext source(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        source = bytes == null ? new byte[0] : bytes;
        return this;
    }

    @Override
    public ConnectionView client() {
        return this;
    }

    @Override
    public @Nullable MessageView request() {
        return request;
    }

    @Override
    public @Nullable MessageView response() {
        return response;
    }

    @Override
    public @Nullable Variables variables(VariableScope scope) {
        return variables.get(scope);
    }

    @Override
    public byte[] source() {
        return source.clone();
    }

    @Override
    public int sourcePort() {
        return 1025;
    }

    @Override
    public byte[] destination() {
        return new byte[] {127, 0, 0, 2};
    }

    @Override
    public int destinationPort() {
        return 8080;
    }
}

package dev.sluice.proxy.rule;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.util.Map;

/** The host names that encrypted connections to servers ask for, and other names of connections. Any thread. */
public final class SniNames {
    private static final String AUTO = "req.hdr(host)";

    private final CompiledTexts<Expression> expressions;

    /** Nothing compiled yet. */
    public SniNames(RuntimeState state, Map<String, InternalService> services) {
        this.expressions = new CompiledTexts<>(state, services, (text, scope) -> Expression.compile(text, scope));
    }

    /** The name for a server, as a request or session has it; empty for none. */
    public String of(Server server, SampleContext context) {
        Settings settings = server.settings();
        String text = settings.get(TlsSettings.SNI);
        boolean auto = text.isEmpty() && settings.get(TlsSettings.SNI_AUTO);
        if (text.isEmpty() && !auto) {
            return "";
        }
        String name = value(auto ? AUTO : text, context);
        return auto ? host(name) : name;
    }

    /** What a server's line calls a connection for a request ({@code pool-conn-name}); empty for nothing. */
    public String ofConnection(Server server, SampleContext context) {
        return value(server.settings().get(ServerSettings.POOL_CONN_NAME), context);
    }

    private String value(String text, SampleContext context) {
        Expression expression = expressions.of(text).orElse(null);
        Sample sample = new Sample();
        boolean found = expression != null
                && expression.evaluate(context, sample)
                && Casts.cast(sample, SampleType.STR, context.scratch());
        return found ? sample.string() : "";
    }

    /** What an authority says before its port. */
    public static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** Without the port; an address is no name. */
    private static String host(String authority) {
        String host = withoutPort(authority);
        return host.startsWith("[") || host.matches("[0-9.]+") ? "" : host;
    }
}

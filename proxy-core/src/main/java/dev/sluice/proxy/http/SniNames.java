package dev.sluice.proxy.http;

import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.state.Server;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The host names that encrypted connections to servers ask for: expressions, compiled at first use. Any worker. */
final class SniNames {
    private static final String AUTO = "req.hdr(host)";

    private final LiveScope scope;
    private final Map<String, Optional<Expression>> compiled = new ConcurrentHashMap<>();

    SniNames(LiveScope scope) {
        this.scope = scope;
    }

    /** The name for a server, as a request has it; empty for none. */
    String of(Server server, SampleContext request) {
        Settings settings = server.settings();
        String text = settings.get(TlsSettings.SNI);
        boolean auto = text.isEmpty() && settings.get(TlsSettings.SNI_AUTO);
        if (text.isEmpty() && !auto) {
            return "";
        }
        Expression expression =
                compiled.computeIfAbsent(auto ? AUTO : text, this::compile).orElse(null);
        Sample sample = new Sample();
        boolean found = expression != null
                && expression.evaluate(request, sample)
                && Casts.cast(sample, SampleType.STR, request.scratch());
        return !found ? "" : auto ? host(sample.string()) : sample.string();
    }

    /** Without the port; an address is no name. */
    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        return host.startsWith("[") || host.matches("[0-9.]+") ? "" : host;
    }

    private Optional<Expression> compile(String text) {
        try {
            return Optional.of(Expression.compile(text, scope));
        } catch (SampleException refused) {
            // Loading refuses such a line; should one come through all the same, no name is asked for.
            return Optional.empty();
        }
    }
}

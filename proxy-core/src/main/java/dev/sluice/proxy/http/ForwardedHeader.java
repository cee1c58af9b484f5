package dev.sluice.proxy.http;

import dev.sluice.config.ForwardedSpec;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code option forwarded}: a header by RFC 7239 with what the section wants servers to know. Whatever an expression finds, the line is
 * well-formed: what cannot stand for a node is {@code unknown}, what cannot be a port or a host is left out.
 */
final class ForwardedHeader {
    private static final int PORT_MAX = 65_535;
    private static final String UNKNOWN = "unknown";
    private static final Pattern HIDDEN = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]*|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");

    private final boolean proto;
    private final @Nullable Part host;
    private final @Nullable Part by;
    private final @Nullable Part byPort;
    private final @Nullable Part source;
    private final @Nullable Part sourcePort;

    /**
     * A part that is wanted.
     *
     * @param expression what it tells; null for what is known of the connection
     */
    private record Part(@Nullable Expression expression) {
        static @Nullable Part of(@Nullable String text, CompileScope scope) throws SampleException {
            return text == null ? null : new Part(text.isEmpty() ? null : Expression.compile(text, scope));
        }

        /** What an expression finds; null where it finds nothing. IPv6 addresses are in brackets. */
        static @Nullable String found(Expression expression, SampleContext context) {
            Sample sample = new Sample();
            if (!expression.evaluate(context, sample)) {
                return null;
            }
            boolean six = sample.type() == SampleType.IPV6;
            if (!Casts.cast(sample, SampleType.STR, context.scratch())) {
                return null;
            }
            return six ? "[" + sample.string() + "]" : sample.string();
        }
    }

    private ForwardedHeader(ForwardedSpec spec, CompileScope scope) throws SampleException {
        this.proto = spec.proto();
        String wanted = spec.host();
        this.host = Part.of(wanted != null && wanted.isEmpty() ? "req.hdr(host)" : wanted, scope);
        this.by = Part.of(spec.by(), scope);
        this.byPort = Part.of(spec.byPort(), scope);
        this.source = Part.of(spec.source(), scope);
        this.sourcePort = Part.of(spec.sourcePort(), scope);
    }

    /** The header of a section, or null where it wants none. */
    static @Nullable ForwardedHeader compile(ForwardedSpec spec, CompileScope scope) throws SampleException {
        return spec.enabled() ? new ForwardedHeader(spec, scope) : null;
    }

    /** The whole line for a request, or null where nothing is to be told. */
    byte @Nullable [] line(SampleContext context, Addresses addresses) {
        StringBuilder text = new StringBuilder();
        if (proto) {
            text.append(";proto=").append(context.clientTls() == null ? "http" : "https");
        }
        if (host != null && host.expression != null) {
            String found = Part.found(host.expression, context);
            boolean good = found != null && HOST.matcher(found).matches();
            text.append(";host=\"").append(good ? found : "").append('"');
        }
        node(
                text,
                ";by=",
                name(by, context, addresses.destination()),
                port(byPort, context, addresses.destinationPort()));
        node(
                text,
                ";for=",
                name(source, context, addresses.source()),
                port(sourcePort, context, addresses.sourcePort()));
        return text.isEmpty() ? null : Chars.bytes("forwarded: " + text.substring(1) + "\r\n");
    }

    /** A name with a port, or one that may have one, stands in quotes. */
    private static void node(StringBuilder text, String key, @Nullable String name, @Nullable String port) {
        if (name == null) {
            return;
        }
        boolean quoted = port != null || name.startsWith("[");
        text.append(key).append(quoted ? "\"" : "").append(name);
        if (port != null && !port.isEmpty()) {
            text.append(':').append(port);
        }
        text.append(quoted ? "\"" : "");
    }

    /** Null where no such part is wanted. */
    private static @Nullable String name(@Nullable Part part, SampleContext context, byte[] known) {
        if (part == null) {
            return null;
        }
        if (part.expression == null) {
            return address(known);
        }
        String found = Part.found(part.expression, context);
        if (found == null || found.equals(UNKNOWN)) {
            return UNKNOWN;
        }
        if (found.startsWith("[") && NetUtil.isValidIpV6Address(found) || NetUtil.isValidIpV4Address(found)) {
            return found;
        }
        return HIDDEN.matcher(found).matches() ? hidden(found) : UNKNOWN;
    }

    private static String hidden(String text) {
        return text.startsWith("_") ? text : "_" + text;
    }

    private static String address(byte[] known) {
        if (known.length == 0) {
            return UNKNOWN;
        }
        try {
            String text = NetUtil.toAddressString(InetAddress.getByAddress(known));
            return known.length == 4 ? text : "[" + text + "]";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** Null where no port is wanted, empty where there is none. */
    private static @Nullable String port(@Nullable Part part, SampleContext context, int known) {
        if (part == null) {
            return null;
        }
        if (part.expression == null) {
            return known > 0 ? Integer.toString(known) : "";
        }
        String found = Part.found(part.expression, context);
        if (found == null || !HIDDEN.matcher(found).matches()) {
            return "";
        }
        boolean number = found.matches("[0-9]{1,5}") && Integer.parseInt(found) <= PORT_MAX;
        return number ? found : hidden(found);
    }
}

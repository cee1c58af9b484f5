package dev.sluice.proxy.http;

import dev.sluice.proxy.log.LogEntry;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.session.LiveStream;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.state.StreamInfo;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What others get to see of an exchange: its log line, and its line of {@code show sess}. */
final class HttpLog {
    private HttpLog() {}

    /** Logs an exchange that has ended, where anything is logged at all. */
    static void write(Exchange exchange, HttpSite site) {
        Trace trace = exchange.trace;
        LogEntry entry = trace.silent
                ? null
                : site.log().entry(exchange.frontend(), site.worker().index());
        if (entry == null) {
            return;
        }
        entry.severity(trace.logLevel);
        boolean wrong = isWrong(exchange);
        if (!entry.wants(wrong)) {
            return;
        }
        Program program = exchange.frontendPlan().program;
        LogFormat format = program == null ? null : program.logLine();
        LogFormat ofErrors = program == null || !wrong ? null : program.errorLine();
        format = ofErrors == null ? format : ofErrors;
        long requestBytes = exchange.client().isSilent() ? 0 : 1;
        if (format != null) {
            // Put together anew for each line: only proxies with a line of their own pay for it.
            TextOutput line = new TextOutput(exchange.samples.scratch().longest());
            format.append(exchange.samples, new Sample(), line);
            site.log().text(entry, line, requestBytes);
            return;
        }
        standard(exchange, site, entry);
        site.log().http(entry, exchange.shard().process(), requestBytes);
    }

    /** Whether it did not go as it should have: faults, timeouts, attempts in vain, and what servers cannot do. */
    private static boolean isWrong(Exchange exchange) {
        Trace trace = exchange.trace;
        boolean again = exchange.asked
                && (exchange.connector().retries() > 0 || exchange.connector().isRedispatched());
        return again || trace.status >= 500 || trace.cause != '-' && trace.cause != 'L';
    }

    /** What the built-in lines say. */
    private static void standard(Exchange exchange, HttpSite site, LogEntry entry) {
        Trace trace = exchange.trace;
        long total = site.worker().nowMillis() - trace.beganMillis;
        long began = site.worker().clock().wallMillis() - total;
        entry.client(exchange.addresses().client());
        entry.encrypted(TlsFacts.of(exchange.client().wire()) != null);
        entry.route(began, exchange.frontend(), exchange.backend(), exchange.chosenServer());
        entry.insteadOfServer(trace.serverName);
        if (exchange.asked) {
            entry.attempts(
                    trace.queueMillis,
                    trace.connectMillis,
                    exchange.connector().retries(),
                    exchange.connector().isRedispatched());
            entry.queues(
                    exchange.connector().ticket().serverQueuePosition(),
                    exchange.connector().ticket().backendQueuePosition());
        } else {
            entry.attempts(trace.queueMillis, trace.connectMillis, 0, false);
        }
        entry.outcome(
                total,
                exchange.tally.responseIn(),
                "" + trace.cause + trace.where + exchange.persistence.asked + exchange.persistence.given);
        entry.exchange(trace.headMillis, trace.responseMillis, trace.status);
        entry.captured(exchange.frontendPlan().captured(exchange.samples));
        if (trace.headMillis >= 0) {
            exchange.request.log(entry);
        }
    }

    /** Describes a live one. */
    static StreamInfo describe(Exchange exchange) {
        SocketAddress peer = exchange.client().wire().remoteAddress();
        long expires = exchange.deadlineMillis();
        return new StreamInfo(
                exchange.id(),
                protocol(peer),
                source(peer),
                peer instanceof InetSocketAddress inet ? inet.getPort() : 0,
                exchange.frontend(),
                exchange.backend(),
                exchange.chosenServer(),
                true,
                exchange.trace.beganMillis,
                exchange.connector().phase().name(),
                exchange.connector().connection() == null ? "INI" : "EST",
                exchange.tally.requestIn(),
                exchange.tally.responseIn(),
                expires == LiveStream.NEVER ? 0 : expires,
                exchange.connector().retries(),
                exchange.request.uri(),
                exchange.shard().worker().index());
    }

    private static String protocol(@Nullable SocketAddress peer) {
        if (!(peer instanceof InetSocketAddress inet)) {
            return "unix_stream";
        }
        return inet.getAddress() instanceof Inet6Address ? "tcpv6" : "tcpv4";
    }

    private static String source(@Nullable SocketAddress peer) {
        return peer instanceof InetSocketAddress inet
                ? NetUtil.toAddressString(inet.getAddress()) + ":" + inet.getPort()
                : "unix:1";
    }
}

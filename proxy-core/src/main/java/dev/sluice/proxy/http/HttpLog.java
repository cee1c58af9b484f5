package dev.sluice.proxy.http;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.log.LogEntry;
import dev.sluice.proxy.log.LogLines;
import dev.sluice.proxy.session.Connector;
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

    /** Logs an exchange that has come to a step, where anything is logged at all. */
    static void step(Exchange exchange, HttpSite site, LogStep step) {
        Trace trace = exchange.trace;
        LogLines lines = exchange.frontendPlan().lines;
        boolean early = step == LogStep.RESPONSE;
        boolean twice = step == LogStep.ACCEPT && exchange.samples.handover() != null;
        if (twice || trace.silent || trace.logged || !lines.isDue(step, early)) {
            return;
        }
        trace.logged = write(exchange, site, step, "") && lines.isOnce();
    }

    /** The exchange is over. */
    static void end(Exchange exchange, HttpSite site) {
        step(exchange, site, exchange.trace.isRequest() ? LogStep.CLOSE : LogStep.ERROR);
    }

    /** Writes the line of a step; returns whether it was wanted. */
    static boolean write(Exchange exchange, HttpSite site, LogStep step, String profile) {
        Trace trace = exchange.trace;
        LogEntry entry = site.log().entry(exchange.frontend(), site.worker().index());
        if (entry == null) {
            return false;
        }
        entry.severity(trace.logLevel);
        boolean over = step == LogStep.CLOSE || step == LogStep.ERROR;
        if (!entry.wants(isWrong(exchange))
                || over && entry.skipsEmpty() && exchange.client().isSilent()) {
            return false;
        }
        LogLines lines = exchange.frontendPlan().lines;
        trace.step = step;
        if (step == LogStep.CONNECT || step == LogStep.RESPONSE) {
            trace.reached(exchange.connector(), 0);
        }
        if (lines.needsEntry()) {
            standard(exchange, site, entry.partial(lines.isPartial()));
        }
        site.log().write(entry, lines, step, profile, exchange.samples);
        return true;
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
        entry.outcome(total, exchange.samples.log().bytesRead(), trace.cause, trace.where);
        entry.cookie(exchange.persistence.asked, exchange.persistence.given);
        entry.exchange(
                exchange.samples.log().requestMillis(),
                trace.responseMillis,
                exchange.samples.log().status());
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
                exchange.connector().phase() == Connector.Phase.CONNECTED ? "EST" : "INI",
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

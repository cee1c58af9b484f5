package dev.sluice.proxy.http;

import dev.sluice.state.BadMessage;
import dev.sluice.state.ProcessState;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Keeps what was refused as no HTTP, for {@code show errors}. Off the path of messages that are understood; allocates. */
final class Captures {
    /** More fields than any configuration allows a head. */
    private static final int FIELDS_MAX = 32_768;

    private Captures() {}

    /** Keeps the request that stands in an inbox. */
    static void request(Exchange exchange, Inbox inbox) {
        keep(exchange, inbox, false);
    }

    /** Keeps the response that stands in an inbox. */
    static void response(Exchange exchange, Inbox inbox) {
        if (exchange.backend() != null) {
            keep(exchange, inbox, true);
        }
    }

    private static void keep(Exchange exchange, Inbox inbox, boolean response) {
        int length = Math.min(inbox.readable(), BadMessage.BYTES_MAX);
        if (length == 0) {
            return;
        }
        byte[] bytes = new byte[length];
        inbox.memory().get(inbox.start(), bytes, 0, length);
        ProcessState process = exchange.shard().process();
        BadMessage.Route route = new BadMessage.Route(
                response,
                exchange.frontend(),
                response ? exchange.backend() : null,
                response ? exchange.server() : null);
        BadMessage message = new BadMessage(
                process.badMessages().getAndIncrement(),
                exchange.shard().worker().clock().wallMillis(),
                route,
                source(exchange.client().wire().remoteAddress()),
                position(ByteBuffer.wrap(bytes), length, !response),
                bytes);
        message.proxy().keep(message);
    }

    /** Where a head goes wrong: parsed anew, a byte more each time, since the parser itself only says that it did. */
    private static int position(ByteBuffer bytes, int length, boolean request) {
        Head head = new Head(request, Math.min(FIELDS_MAX, length));
        for (int end = 1; end <= length; end++) {
            int parsed = HeadParser.parse(head, bytes, 0, end);
            if (parsed == HeadParser.BAD) {
                return end - 1;
            }
            if (parsed == HeadParser.DONE) {
                // Each line is right, but together they make no sense.
                return end - 1;
            }
        }
        return length;
    }

    private static String source(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : "unix:1";
    }
}

package dev.sluice.socket;

import dev.sluice.operation.Events;
import dev.sluice.operation.Operations;
import dev.sluice.socket.command.AdminConnection;
import dev.sluice.socket.command.Session;
import dev.sluice.socket.command.Speaker;
import dev.sluice.socket.command.Vocabulary;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.ProcessFacts;
import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A connection as commands see it. Confined to the event loop. */
final class ConnectionSpeaker implements Speaker {
    private static final String PROMPT_USAGE = """
            Usage: prompt [help | n | i | p | timed]*
            Changes the default prompt and interactive mode. Available options:
              help    display this help
              n       set to single-command mode (no prompt, single command)
              i       set to interactive mode only (no prompt, multi-command)
              p       set to prompt+interactive mode (prompt + multi-command)
              timed   toggle displaying the current date in the prompt
            Without any argument, toggles between n/i->p, p->n.""";

    private final Listening origin;
    private final Session session;
    private final CompletionStage<?> leaving;
    private final long id;
    private final long startMillis;
    private final long startWallMillis;
    private final String protocol;
    private final String source;

    ConnectionSpeaker(Listening origin, Channel channel, CompletionStage<?> leaving) {
        this.origin = origin;
        this.leaving = leaving;
        this.id = origin.sockets().nextId();
        this.session = origin.session();
        this.startMillis = origin.clock().millis();
        this.startWallMillis = origin.clock().wallMillis();
        SocketAddress remote = channel.remoteAddress();
        if (remote instanceof InetSocketAddress inet) {
            String host = inet.getAddress().getHostAddress();
            this.protocol = inet.getAddress() instanceof Inet6Address ? "tcpv6" : "tcpv4";
            this.source = host + ":" + inet.getPort();
        } else {
            this.protocol = "unix_stream";
            this.source = "unix:" + origin.number();
        }
    }

    AdminConnection describe(long expiresMillis, long bytesIn, long bytesOut) {
        return new AdminConnection(
                id, protocol, source, startMillis, startWallMillis, expiresMillis, bytesIn, bytesOut);
    }

    String source() {
        return source;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Vocabulary vocabulary() {
        return AdminSockets.vocabulary();
    }

    @Override
    public RuntimeState state() {
        return origin.sockets().surroundings().state();
    }

    @Override
    public ProcessFacts facts() {
        return origin.sockets().surroundings().facts();
    }

    @Override
    public Events events() {
        return origin.sockets().surroundings().door().events();
    }

    @Override
    public Clock clock() {
        return origin.clock();
    }

    @Override
    public Operations operations() {
        return origin.sockets().surroundings().operations();
    }

    @Override
    public List<AdminConnection> connections() {
        return origin.sockets().connections().stream()
                .map(AdminChannel::describe)
                .toList();
    }

    @Override
    public CompletionStage<?> leaving() {
        return leaving;
    }

    @Override
    public String promptUsage() {
        return PROMPT_USAGE;
    }
}

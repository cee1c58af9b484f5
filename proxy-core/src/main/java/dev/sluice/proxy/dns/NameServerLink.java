package dev.sluice.proxy.dns;

import dev.sluice.config.ResolversSpec;
import dev.sluice.state.NameServerCounter;
import dev.sluice.state.NameServerCounters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** A connected socket to a name server: what comes from anywhere else the kernel drops. Confined to the resolver's thread. */
final class NameServerLink {
    private final ResolversSpec section;
    private final ResolversSpec.NameServer server;
    private final NameServerCounters counters;
    private final Selector selector;
    private @Nullable DatagramChannel channel;

    NameServerLink(
            ResolversSpec section, ResolversSpec.NameServer server, NameServerCounters counters, Selector selector) {
        this.section = section;
        this.server = server;
        this.counters = counters;
        this.selector = selector;
    }

    ResolversSpec section() {
        return section;
    }

    String name() {
        return section.name() + "/" + server.name();
    }

    void count(NameServerCounter counter) {
        counters.add(counter);
    }

    /** Whether it went out. */
    boolean send(ByteBuffer query) {
        try {
            open().write(query.duplicate());
            count(NameServerCounter.SENT);
            return true;
        } catch (IOException e) {
            count(NameServerCounter.SEND_ERROR);
            close();
            return false;
        }
    }

    private DatagramChannel open() throws IOException {
        DatagramChannel opened = channel;
        if (opened == null) {
            opened = DatagramChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            opened.connect(new InetSocketAddress(InetAddress.getByName(server.host()), server.port()));
            opened.register(selector, SelectionKey.OP_READ, this);
        }
        return opened;
    }

    /** The next answer that has come; null where there is none. */
    @Nullable
    ByteBuffer receive(ByteBuffer into) {
        DatagramChannel from = channel;
        if (from == null) {
            return null;
        }
        try {
            into.clear();
            return from.read(into) > 0 ? into.flip() : null;
        } catch (IOException e) {
            close(); // Nobody listens there now; the next query opens anew.
            return null;
        }
    }

    void close() {
        DatagramChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                count(NameServerCounter.SEND_ERROR);
            }
        }
    }
}

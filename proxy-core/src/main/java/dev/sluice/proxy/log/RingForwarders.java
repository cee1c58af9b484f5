package dev.sluice.proxy.log;

import dev.sluice.config.RingSpec;
import dev.sluice.config.ServerAddress;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.ring.MessageRing;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The syslog servers of all rings. Any thread may call; they live on one worker, which is none of traffic's. */
public final class RingForwarders {
    /** How long a full stop waits for what is to be forwarded. */
    private static final long CLOSE_MILLIS = 1000;

    private final RuntimeState state;
    private final Worker worker;
    private final Map<Link, RingForwarder> links = new HashMap<>();

    /** Whether there has been a server. */
    private volatile boolean used;

    /** What one forwarder is for; with anything of it changed it is another one. */
    private record Link(MessageRing ring, RingSpec.Server server) {}

    /** None so far. */
    public RingForwarders(RuntimeState state, Worker worker) {
        this.state = state;
        this.worker = worker;
    }

    /** Forwards what the rings of the present configuration say. */
    public void changed() {
        boolean asked = state.rings().all().stream()
                .anyMatch(ring -> !ring.spec().forwarding().servers().isEmpty());
        // Otherwise the worker need not even have a thread.
        if (asked || used) {
            used = true;
            worker.execute(this::apply);
        }
    }

    private void apply() {
        Map<Link, RingSpec.Forwarding> wanted = new LinkedHashMap<>();
        for (MessageRing ring : state.rings().all()) {
            RingSpec.Forwarding limits = ring.spec().forwarding();
            limits.servers().forEach(server -> wanted.put(new Link(ring, server), limits));
        }
        for (Link link : List.copyOf(links.keySet())) {
            RingForwarder gone = wanted.containsKey(link) ? null : links.remove(link);
            if (gone != null) {
                gone.close();
            }
        }
        wanted.forEach((link, limits) -> {
            RingForwarder known = links.get(link);
            if (known == null) {
                links.put(link, begin(link, limits));
            } else {
                known.limits(limits);
            }
        });
    }

    private RingForwarder begin(Link link, RingSpec.Forwarding limits) {
        ServerAddress address = link.server.address();
        SocketAddress target = address.isLocalSocket()
                ? new DomainSocketAddress(address.host())
                : new InetSocketAddress(host(address.host()), address.port());
        RingForwarder forwarder = new RingForwarder(worker, link.ring, limits, target, link.server.counted());
        forwarder.start();
        return forwarder;
    }

    /** Names were looked up when the configuration was read. */
    private static InetAddress host(String numeric) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(numeric);
        assert bytes != null : numeric;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(numeric, e);
        }
    }

    /** Sends what rings still hold to the servers that take it, for a second at most, and ends. */
    public void close() {
        if (!used) {
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        worker.execute(() -> {
            CompletableFuture<?>[] all =
                    links.values().stream().map(RingForwarder::drain).toArray(CompletableFuture[]::new);
            CompletableFuture<Void> unused = CompletableFuture.allOf(all).thenRun(() -> {
                links.values().forEach(RingForwarder::close);
                done.complete(null);
            });
        });
        try {
            Void unused = done.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // What is left then goes with the process.
        }
    }
}

package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.ChangeEvent;
import dev.sluice.grpc.v1.ChangeServiceGrpc;
import dev.sluice.grpc.v1.DisableServerRequest;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.WatchChangesRequest;
import dev.sluice.grpc.v1.WatchChangesResponse;
import dev.sluice.grpc.v1.WatchMark;
import dev.sluice.it.harness.ProxyProcess;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A controller follows a running program: whoever changes something, by whichever door, nothing is missed and nothing comes twice. */
class WatchStoryTest {
    private static final String CONFIGURATION = """
            global
                stats socket {{dir}}/admin.sock level admin
            sluice
                grpc 127.0.0.1:0 level admin
            defaults
                mode http
                timeout client 5s
                timeout server 5s
                timeout connect 1s
            backend app
                server s1 127.0.0.1:1
                server s2 127.0.0.1:2
                server dead 127.0.0.1:1 check inter 100ms fall 1
            """;

    @Test
    void nothingIsMissed() {
        try (ProxyProcess proxy = ProxyProcess.sluice(CONFIGURATION)) {
            ManagedChannel channel = Grpc.newChannelBuilder(
                            "127.0.0.1:" + proxy.grpcPort(), InsecureChannelCredentials.create())
                    .build();
            try {
                follow(proxy, channel);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static void follow(ProxyProcess proxy, ManagedChannel channel) {
        List<ChangeEvent> events = new ArrayList<>();
        Iterator<WatchChangesResponse> watch = watch(channel, 0);
        WatchChangesResponse first = watch.next();
        while (first.getMark() != WatchMark.WATCH_MARK_SYNCED) {
            first = watch.next();
        }
        long begun = first.getRevision();
        proxy.admin().ask("disable server app/s1");
        var unused = ServerServiceGrpc.newBlockingStub(channel)
                .disableServer(DisableServerRequest.newBuilder()
                        .setName("backends/app/servers/s2")
                        .build());
        until(watch, events, "disable-server", 2);
        // The controller is away for a while, and goes on where it stopped.
        long last = events.get(events.size() - 1).getRevision();
        for (int i = 0; i < 100; i++) {
            proxy.admin().ask("set weight app/s1 " + (i + 2));
        }
        proxy.configuration(CONFIGURATION + "    server s4 127.0.0.1:4\n");
        proxy.admin().ask("reload");
        until(watch(channel, last + 1), events, "reload", 1);
        assertThat(events)
                .extracting(ChangeEvent::getRevision)
                .containsExactlyElementsOf(LongStream.range(begun + 1, begun + 1 + events.size())
                        .boxed()
                        .toList());
        assertThat(events).extracting(ChangeEvent::getSurface).contains("socket", "grpc");
        assertThat(events)
                .filteredOn(event -> event.getOperation().equals("set-server-weight"))
                .hasSize(100);
        assertThat(events.get(events.size() - 1).getChangesList())
                .anySatisfy(change -> assertThat(change.getName()).isEqualTo("backends/app/servers/s4"));
        // What the check has found is among what it was told, or was there before the watch began.
        assertThat(proxy.admin().stat("app", "dead", "status")).startsWith("DOWN");
    }

    private static Iterator<WatchChangesResponse> watch(ManagedChannel channel, long start) {
        return ChangeServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .watchChanges(
                        WatchChangesRequest.newBuilder().setStartRevision(start).build());
    }

    private static void until(
            Iterator<WatchChangesResponse> watch, List<ChangeEvent> events, String operation, int times) {
        while (events.stream()
                        .filter(event -> event.getOperation().equals(operation))
                        .count()
                < times) {
            events.addAll(watch.next().getEventsList());
        }
    }
}

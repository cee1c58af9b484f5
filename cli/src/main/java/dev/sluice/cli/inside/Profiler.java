package dev.sluice.cli.inside;

import dev.sluice.operation.inspect.Profile;
import dev.sluice.operation.inspect.SetProfiling;
import dev.sluice.operation.inspect.ThreadReport;
import dev.sluice.state.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What threads use between two moments; costs nothing in between, since the system counts anyway. */
final class Profiler {
    private final Clock clock;
    private volatile Window window = new Window(SetProfiling.Mode.AUTO, Optional.empty(), Optional.empty());

    Profiler(Clock clock) {
        this.clock = clock;
    }

    /** What was counted at a moment. */
    private record Moment(long millis, Map<Long, ThreadReport> threads) {}

    private record Window(SetProfiling.Mode mode, Optional<Moment> from, Optional<Moment> to) {}

    private Moment now() {
        return new Moment(
                clock.millis(),
                Threads.all().stream().collect(Collectors.toMap(ThreadReport::id, Function.identity())));
    }

    void set(SetProfiling.Mode mode) {
        Window before = window;
        window = switch (mode) {
            case ON -> new Window(mode, Optional.of(now()), Optional.empty());
            case AUTO, OFF ->
                new Window(
                        mode, before.from(), before.mode() == SetProfiling.Mode.ON ? Optional.of(now()) : before.to());
        };
    }

    Profile profile() {
        Window seen = window;
        if (seen.from().isEmpty()) {
            return new Profile(seen.mode(), 0, 0, List.of());
        }
        Moment from = seen.from().get();
        Moment to = seen.to().orElseGet(this::now);
        long now = clock.millis();
        List<Profile.Share> shares = to.threads().values().stream()
                .map(thread -> share(from.threads().get(thread.id()), thread))
                .filter(share -> share.cpuNanos() > 0)
                .toList();
        return new Profile(seen.mode(), now - from.millis(), seen.to().isPresent() ? now - to.millis() : 0, shares);
    }

    private static Profile.Share share(@Nullable ThreadReport before, ThreadReport after) {
        long waits = after.waited() + after.blocked();
        return before == null
                ? new Profile.Share(after.name(), waits, after.cpuNanos(), after.allocatedBytes())
                : new Profile.Share(
                        after.name(),
                        waits - before.waited() - before.blocked(),
                        after.cpuNanos() - before.cpuNanos(),
                        after.allocatedBytes() - before.allocatedBytes());
    }
}

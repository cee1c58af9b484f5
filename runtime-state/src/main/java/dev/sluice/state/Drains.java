package dev.sluice.state;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The drains under way, in order of their beginnings. The control thread writes, any may read. */
public final class Drains {
    private volatile List<Drain> all = List.of();

    /** All that are under way. */
    public List<Drain> all() {
        return all;
    }

    /** The one of a server. */
    public Optional<Drain> of(Server server) {
        return all.stream().filter(drain -> drain.server() == server).findFirst();
    }

    /** One has begun. */
    @ControlThread
    public void add(Drain drain) {
        all = Stream.concat(all.stream(), Stream.of(drain)).toList();
    }

    /** One is over. */
    @ControlThread
    public void remove(Drain drain) {
        all = all.stream().filter(each -> each != drain).toList();
    }
}

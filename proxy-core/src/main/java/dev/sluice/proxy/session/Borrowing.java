package dev.sluice.proxy.session;

import dev.sluice.state.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other workers, one after the other, for an idle connection to a server; each worker keeps those that its own streams have used. It
 * runs on the worker that is asked, at last on the one that asks; nothing of it is touched by two at once.
 */
final class Borrowing implements Runnable {
    private final Shard home;
    private final Server server;
    private final int usesMin;
    private final String key;
    private final Connector asker;
    private int asked;
    private @Nullable ServerConnection given;

    private Borrowing(Shard home, Server server, int usesMin, String key, Connector asker) {
        this.home = home;
        this.server = server;
        this.usesMin = usesMin;
        this.key = key;
        this.asker = asker;
    }

    /** Begins to ask for what {@code owner} could use; null where that is in vain. The asker hears of the result in a later turn. */
    static @Nullable Borrowing begin(Shard home, ServerLane lane, ConnectorOwner owner, Connector asker) {
        int usesMin = home.peers().size() < 2 ? 0 : owner.borrows(lane);
        if (usesMin == 0 || !lane.mayBorrow()) {
            return null;
        }
        Borrowing made = new Borrowing(home, lane.server(), usesMin, owner.connectionKey(), asker);
        made.next();
        return made;
    }

    private void next() {
        asked++;
        Shard to = asked < home.peers().size() ? peer() : home;
        to.worker().execute(this);
    }

    /** Who is asked at present. */
    private Shard peer() {
        List<Shard> peers = home.peers();
        return peers.get((home.worker().index() + asked) % peers.size());
    }

    @Override
    public void run() {
        if (home.worker().isCurrent()) {
            ServerConnection lent = given;
            asker.borrowed(this, lent == null ? null : home.lane(server).adopt(lent));
            return;
        }
        ServerLane lane = peer().laneIfAny(server);
        given = lane == null ? null : lane.lend(usesMin, key);
        if (given == null) {
            next();
        } else {
            home.worker().execute(this);
        }
    }
}

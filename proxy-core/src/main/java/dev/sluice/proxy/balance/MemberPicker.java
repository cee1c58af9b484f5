package dev.sluice.proxy.balance;

import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** What all algorithms have in common. */
abstract class MemberPicker implements Picker {
    private final Members members;

    MemberPicker(Members members) {
        this.members = members;
    }

    final Members members() {
        return members;
    }

    @Override
    public final boolean has(Server server) {
        return members.has(server);
    }

    @Override
    public WhenFull whenFull(Server server) {
        return WhenFull.ANY;
    }

    /** The first with room from {@code start} on; one to be avoided only if there is no other. */
    final @Nullable Server firstWithRoom(Pick request, int start) {
        int size = members.size();
        Server avoided = null;
        for (int i = 0; i < size; i++) {
            int index = start + i;
            Server server = members.server(index < size ? index : index - size);
            if (!Limits.hasRoom(server)) {
                continue;
            }
            if (!request.avoids(server)) {
                return server;
            }
            avoided = avoided == null ? server : avoided;
        }
        return avoided;
    }
}

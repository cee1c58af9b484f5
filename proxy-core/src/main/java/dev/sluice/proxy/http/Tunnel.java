package dev.sluice.proxy.http;

import dev.sluice.proxy.wire.Wire;

/** Passes bytes both ways until both sides have ended; the end of one is passed on like bytes. */
final class Tunnel {
    /** What became of it. */
    enum State {
        OPEN,
        /** Its share of the turn is used up. */
        LATER,
        ENDED,
        CLIENT_BROKEN,
        SERVER_BROKEN
    }

    private Tunnel() {}

    /** Moves what can be moved. */
    static State pump(Pump upload, Pump download, Wire client, Wire server) {
        boolean wasUp = upload.body().isDone() && upload.isFlushed();
        boolean wasDown = download.body().isDone() && download.isFlushed();
        Pump.Result up = wasUp ? Pump.Result.DONE : upload.run(client, server);
        Pump.Result down = wasDown ? Pump.Result.DONE : download.run(server, client);
        if (up == Pump.Result.SOURCE_BROKEN || down == Pump.Result.SINK_BROKEN) {
            return State.CLIENT_BROKEN;
        }
        if (down == Pump.Result.SOURCE_BROKEN || up == Pump.Result.SINK_BROKEN) {
            return State.SERVER_BROKEN;
        }
        if (up == Pump.Result.DONE && down == Pump.Result.DONE) {
            return State.ENDED;
        }
        if (up == Pump.Result.DONE && !wasUp) {
            server.shutdownOutput();
        }
        if (down == Pump.Result.DONE && !wasDown) {
            client.shutdownOutput();
        }
        return up == Pump.Result.LATER || down == Pump.Result.LATER ? State.LATER : State.OPEN;
    }
}

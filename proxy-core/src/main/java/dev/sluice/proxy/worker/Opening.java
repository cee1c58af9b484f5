package dev.sluice.proxy.worker;

import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import java.util.Arrays;

/** Says something on a connection as soon as it stands, and only then lets whoever asked for it know. */
final class Opening implements WireHandler {
    private final Worker worker;
    private final WireHandler handler;
    private final Words words;
    private byte[] rest = {};

    Opening(Worker worker, Words words, WireHandler handler) {
        this.worker = worker;
        this.words = words;
        this.handler = handler;
    }

    @Override
    public void onConnected(Wire wire) {
        rest = words.on(wire);
        boolean unused = say(wire);
    }

    private boolean say(Wire wire) {
        StreamBuffer scratch = worker.scratch();
        scratch.memory().put(0, rest);
        int took = wire.write(scratch.writeAddress(), rest.length);
        if (took == Wire.FAILED) {
            handler.onError(wire, wire.error());
            return false;
        }
        if (took < rest.length) {
            rest = Arrays.copyOfRange(rest, took, rest.length);
            return false;
        }
        // Whoever uses the connection counts only his own bytes.
        long unused = wire.takeSent();
        wire.handler(handler);
        handler.onConnected(wire);
        return true;
    }

    /** What comes early is still there when the words are out. */
    @Override
    public void onReadable(Wire wire) {}

    @Override
    public void onWritable(Wire wire) {
        EpollWire ground = say(wire) ? wire.ground() : null;
        if (ground != null) {
            // By now the connection may belong to somebody else than who asked for it.
            ground.tellReadable();
        }
    }

    @Override
    public void onError(Wire wire, WireError error) {
        handler.onError(wire, error);
    }
}

package dev.sluice.proxy.worker;

import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Asks a SOCKS4 proxy for the connection that is wanted, and lets the handler know once the proxy has made it. */
final class Socks implements WireHandler {
    private static final int VERSION = 4;
    private static final int CONNECT = 1;
    private static final int GRANTED = 90;
    private static final int ANSWER = 8;
    /** Whom proxies are told that it is for, as by HAProxy. */
    private static final byte[] USER = "HAProxy\0".getBytes(StandardCharsets.US_ASCII);

    private final Worker worker;
    private final Route route;
    private final WireHandler handler;
    private final byte[] answer = new byte[ANSWER];
    private int got;

    Socks(Worker worker, Route route, WireHandler handler) {
        this.worker = worker;
        this.route = route;
        this.handler = handler;
    }

    @Override
    public void onConnected(Wire wire) {
        if (!(route.target() instanceof InetSocketAddress target) || !(target.getAddress() instanceof Inet4Address)) {
            // The protocol has four bytes for the address.
            handler.onError(wire, WireError.UNREACHABLE);
            return;
        }
        ByteBuffer request = ByteBuffer.allocate(ANSWER + USER.length);
        request.put((byte) VERSION).put((byte) CONNECT).putShort((short) target.getPort());
        request.put(target.getAddress().getAddress()).put(USER);
        byte[] words = request.array();
        StreamBuffer scratch = worker.scratch();
        scratch.memory().put(0, words);
        // A socket that has just connected takes these few bytes at once, or never.
        if (wire.write(scratch.writeAddress(), words.length) != words.length) {
            handler.onError(wire, wire.isBroken() ? wire.error() : WireError.NO_RESOURCES);
        }
    }

    @Override
    public void onReadable(Wire wire) {
        while (got < ANSWER && wire.isReadable()) {
            StreamBuffer scratch = worker.scratch();
            // No more than the answer: what follows is the server's.
            int read = wire.read(scratch.writeAddress(), ANSWER - got);
            if (read == Wire.WOULD_BLOCK) {
                return;
            }
            if (read < 0) {
                handler.onError(wire, read == Wire.FAILED ? wire.error() : WireError.RESET);
                return;
            }
            byte[] bytes = new byte[read];
            scratch.memory().get(0, bytes);
            System.arraycopy(bytes, 0, answer, got, read);
            got += read;
        }
        if (got == ANSWER) {
            answered(wire);
        }
    }

    private void answered(Wire wire) {
        if (answer[0] != 0 || answer[1] != GRANTED) {
            handler.onError(wire, WireError.REFUSED);
            return;
        }
        // Whoever uses the connection counts only its own bytes.
        long unused = wire.takeSent() + wire.takeReceived();
        route.presentOn(wire);
        wire.handler(handler);
        handler.onConnected(wire);
        EpollWire below = wire.ground();
        if (below != null) {
            // No event tells of what has come with the answer.
            below.tellReadable();
        }
    }

    @Override
    public void onWritable(Wire wire) {}

    @Override
    public void onError(Wire wire, WireError error) {
        handler.onError(wire, error);
    }
}

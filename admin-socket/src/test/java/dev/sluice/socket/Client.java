package dev.sluice.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of a unix socket that never waits longer than it should take. */
final class Client implements AutoCloseable {
    /** Long enough for a loaded machine; nothing that works takes it. */
    private static final long DEADLINE_MILLIS = 30_000;

    private final SocketChannel channel;
    private final Selector selector;
    private boolean ended;

    private Client(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    static Client connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
        return new Client(channel, Selector.open());
    }

    /** Everything that one connection answers to what is sent before it ends its side. */
    static String ask(Path path, String text) throws IOException {
        try (Client client = connect(path)) {
            return client.send(text).half().all();
        }
    }

    Client send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Client send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
        int taken = 0;
        while (buffer.hasRemaining() && taken >= 0 && System.nanoTime() < deadline) {
            taken = write(buffer);
            if (taken == 0) {
                Thread.onSpinWait();
            }
        }
        return this;
    }

    /** Sends as much as is taken at once; returns how much that was, -1 when the other side is gone. */
    int offer(byte[] bytes) {
        return write(ByteBuffer.wrap(bytes));
    }

    private int write(ByteBuffer buffer) {
        try {
            return channel.write(buffer);
        } catch (IOException e) {
            return -1; // Dropped; what it said before can still be read.
        }
    }

    Client half() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** Reads to the end; fails when there is none in time. */
    String all() throws IOException {
        String read = read(Integer.MAX_VALUE, DEADLINE_MILLIS);
        if (!ended) {
            throw new AssertionError("not closed after: " + read);
        }
        return read;
    }

    /** Reads just as much as this is long, for comparison. */
    String read(String expected) throws IOException {
        return read(expected.length(), DEADLINE_MILLIS);
    }

    /** What comes within a time that is long enough for something to come, were it to come. */
    String silence() throws IOException {
        return read(Integer.MAX_VALUE, 150);
    }

    boolean isEnded() {
        return ended;
    }

    private String read(int length, long millis) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (out.size() < length && !ended) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            ByteBuffer buffer = ByteBuffer.allocate(Math.min(65_536, length - out.size()));
            int count = read(buffer);
            if (count < 0) {
                ended = true;
            } else if (count == 0) {
                selector.select(left);
                selector.selectedKeys().clear();
            } else {
                out.write(buffer.array(), 0, count);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** A connection that is reset has ended as well. */
    private int read(ByteBuffer buffer) {
        try {
            return channel.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}

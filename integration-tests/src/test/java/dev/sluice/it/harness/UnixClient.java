package dev.sluice.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A connection to an admin socket that a test holds in its hand. Nothing it does waits for ever. */
public final class UnixClient implements AutoCloseable {
    private static final int BUFFER = 65_536;
    /** Not even a loaded machine takes that long to take what it is going to take. */
    private static final long FULL_AFTER_MILLIS = 300;

    private final SocketChannel channel;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean ended;

    /** Connects. */
    public UnixClient(Path socket) {
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(socket.toString(), e);
        }
    }

    /** Sends bytes, a character each, unless the other side has ended. */
    public UnixClient send(String bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (buffer.hasRemaining() && offer(buffer) && System.nanoTime() - deadline < 0) {
            if (buffer.hasRemaining()) {
                // Whoever answers while it is asked has to be read, or both would wait.
                collect();
                boolean unused = await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, FULL_AFTER_MILLIS);
            }
        }
        return this;
    }

    /** Sends this again and again until no more is taken, and never reads; returns how much was taken. */
    public long sendUntilFull(String bytes) {
        byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
        long taken = 0;
        do {
            ByteBuffer buffer = ByteBuffer.wrap(all);
            if (!offer(buffer)) {
                return taken;
            }
            taken += buffer.position();
        } while (await(SelectionKey.OP_WRITE, FULL_AFTER_MILLIS));
        return taken;
    }

    private boolean offer(ByteBuffer buffer) {
        try {
            return channel.write(buffer) >= 0;
        } catch (IOException e) {
            return false; // It has ended; what it said before can still be read.
        }
    }

    /** Says that nothing more will be sent. */
    public UnixClient half() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            return this; // It has ended; what it said before can still be read.
        }
        return this;
    }

    /** Everything up to the end. */
    public String all() {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (!collect()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no end after '" + text() + "'");
            }
            boolean unused = await(SelectionKey.OP_READ, FULL_AFTER_MILLIS);
        }
        return text();
    }

    /** What has come once it ends with this; forgets it then. */
    public String until(String last) {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (!text().contains(last)) {
            if (collect() || System.nanoTime() - deadline > 0) {
                throw new AssertionError("no '" + last + "' in '" + text() + "'");
            }
            boolean unused = await(SelectionKey.OP_READ, FULL_AFTER_MILLIS);
        }
        String text = text();
        received.reset();
        return text;
    }

    /** Whether bytes, or the end, have come. */
    public boolean hasSomething() {
        return collect() || received.size() > 0;
    }

    private String text() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** Takes what is there; returns whether the end is. */
    private boolean collect() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            int n = ended ? -1 : channel.read(buffer);
            while (n > 0) {
                received.write(buffer.array(), 0, n);
                buffer.clear();
                n = channel.read(buffer);
            }
            ended |= n < 0;
        } catch (IOException e) {
            ended = true;
        }
        return ended;
    }

    private boolean await(int operations, long millis) {
        try (Selector selector = Selector.open()) {
            SelectionKey unused = channel.register(selector, operations);
            return selector.select(millis) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

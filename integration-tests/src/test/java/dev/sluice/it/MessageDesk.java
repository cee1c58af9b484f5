package dev.sluice.it;

import dev.sluice.it.harness.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The client and the server of a case, on one thread and real sockets: what the program sends to either side has reached its socket when the
 * client's connection has ended, so what was read from the server's by then is all that there ever was.
 */
final class MessageDesk implements AutoCloseable {
    private static final byte[] USUAL =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final ByteBuffer buffer = ByteBuffer.allocate(65_536);
    private ByteArrayOutputStream got = new ByteArrayOutputStream();
    private ByteArrayOutputStream told = new ByteArrayOutputStream();
    private Script script = new Script(new byte[0], 0, USUAL, false, false);

    /**
     * How a case goes.
     *
     * @param send what the client says
     * @param enough the server answers once it has got so many bytes; 0 for the end of a head
     * @param reply what it answers
     * @param hangsUp whether the server ends its connection behind that
     * @param ends whether the client says nothing more, and the server says nothing at all
     */
    record Script(byte[] send, int enough, byte[] reply, boolean hangsUp, boolean ends) {}

    /**
     * What came of it.
     *
     * @param got what the server got
     * @param told what the client was told
     */
    record Outcome(byte[] got, byte[] told) {}

    /** What goes on with one connection: what is still to be sent on it, and whether that is the client's. */
    private static final class Line {
        final boolean client;
        ByteBuffer out;
        /** Whether it has something to send, or had. */
        boolean speaks;

        Line(boolean client, byte[] out) {
            this.client = client;
            this.out = ByteBuffer.wrap(out);
            this.speaks = client;
        }
    }

    MessageDesk() {
        try {
            selector = Selector.open();
            listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a server answers that has nothing special to say. */
    static byte[] usual() {
        return USUAL.clone();
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** Plays a case through to the end of the client's connection. */
    Outcome play(int port, Script next) {
        script = next;
        got = new ByteArrayOutputStream();
        told = new ByteArrayOutputStream();
        try (SocketChannel client = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.configureBlocking(false);
            SelectionKey key =
                    client.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE, new Line(true, next.send));
            long end = System.nanoTime() + Await.PATIENCE.toNanos();
            while (key.isValid() && System.nanoTime() < end) {
                turn(selector.select(100));
            }
            while (turn(selector.selectNow())) {
                // What has come to the server is there already.
            }
            if (key.isValid()) {
                throw new AssertionError(
                        "the client waits; it was told " + text(told) + ", the server got " + text(got));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Outcome(got.toByteArray(), told.toByteArray());
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private boolean turn(int ready) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                SocketChannel server = listener.accept();
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_READ, new Line(false, new byte[0]));
            } else {
                serve(key, (SocketChannel) key.channel(), (Line) key.attachment());
            }
        }
        selector.selectedKeys().clear();
        return ready > 0;
    }

    private void serve(SelectionKey key, SocketChannel channel, Line line) throws IOException {
        try {
            if (key.isReadable() && !read(channel, line)) {
                channel.close();
                return;
            }
        } catch (IOException e) {
            // Cut off: that is an end too.
            channel.close();
            return;
        }
        write(key, channel, line);
    }

    private boolean read(SocketChannel channel, Line line) throws IOException {
        buffer.clear();
        int n = channel.read(buffer);
        if (n < 0) {
            return false;
        }
        (line.client ? told : got).write(buffer.array(), 0, n);
        if (!line.client && !line.speaks && !script.ends && isEnough()) {
            line.out = ByteBuffer.wrap(script.reply);
            line.speaks = true;
        }
        return true;
    }

    private boolean isEnough() {
        return script.enough > 0 ? got.size() >= script.enough : text(got).contains("\r\n\r\n");
    }

    private void write(SelectionKey key, SocketChannel channel, Line line) throws IOException {
        if (!line.speaks) {
            return;
        }
        try {
            channel.write(line.out);
        } catch (IOException e) {
            // Nobody takes it any more; what was said before is still to be read.
            line.out = ByteBuffer.allocate(0);
        }
        if (line.out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else if (!line.client && script.hangsUp) {
            channel.close();
        } else {
            key.interestOps(SelectionKey.OP_READ);
            end(channel, line);
        }
    }

    private void end(SocketChannel channel, Line line) {
        if (line.client && script.ends) {
            try {
                channel.shutdownOutput();
            } catch (IOException e) {
                // It has ended already.
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

package dev.sluice.proxy.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on a port of the kernel's choice, which answers for IPv4 as a test tells it. */
public final class FakeNameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean silent;

    /** Knows no name. */
    public FakeNameServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::run, "fake-name-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens, on the loopback. */
    public int port() {
        return socket.getLocalPort();
    }

    /** How often it was asked. */
    public int asked() {
        return asked.get();
    }

    /** From now on a name has these addresses. */
    public void say(String name, String... hosts) {
        zone.put(name, List.of(hosts));
    }

    void forget(String name) {
        zone.remove(name);
    }

    /** Whether it hears and answers nothing. */
    public void silent(boolean on) {
        silent = on;
    }

    private void run() {
        byte[] bytes = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                asked.incrementAndGet();
                if (!silent) {
                    byte[] answer = answer(ByteBuffer.wrap(bytes, 0, packet.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                socket.close();
            }
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        for (int length = query.get(at); length > 0; length = query.get(at)) {
            name.append(name.isEmpty() ? "" : ".");
            for (int i = 1; i <= length; i++) {
                name.append((char) query.get(at + i));
            }
            at += length + 1;
        }
        int type = query.getShort(at + 1);
        List<String> hosts = zone.get(name.toString());
        List<String> told = hosts == null || type != Message.A ? List.of() : hosts;
        ByteBuffer to = ByteBuffer.allocate(512);
        to.putShort(query.getShort(0)).putShort((short) (0x8180 | (hosts == null ? Answer.NO_SUCH_NAME : 0)));
        to.putShort((short) 1).putShort((short) told.size()).putInt(0);
        for (int i = 12; i < at + 5; i++) {
            to.put(query.get(i));
        }
        for (String host : told) {
            to.putShort((short) 0xc00c)
                    .putShort((short) Message.A)
                    .putShort((short) 1)
                    .putInt(30);
            to.putShort((short) 4).put(InetAddress.getByName(host).getAddress());
        }
        byte[] answer = new byte[to.position()];
        to.flip().get(answer);
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}

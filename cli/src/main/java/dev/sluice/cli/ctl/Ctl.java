package dev.sluice.cli.ctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends one line to an admin socket and prints the answer: 0 when it was done, 1 when it was refused, 2 when the command is unknown,
 * 3 when nobody answers.
 */
public final class Ctl {
    /** Where a packaged program listens. */
    private static final String USUAL = "/var/run/haproxy.sock";

    /** How long a message's severity is shown: {@code [3]: }. */
    private static final Pattern RATED = Pattern.compile("^\\[(\\d)]: ");

    private static final int BUFFER = 65_536;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    /** With the streams that answers and complaints go to. */
    public Ctl(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Runs {@code [-s ADDRESS] WORD…}; returns the exit status. */
    public int run(List<String> words) {
        String address = environment.getOrDefault("SLUICE_SOCKET", USUAL);
        int first = 0;
        if (!words.isEmpty() && words.get(0).equals("-s")) {
            address = words.size() > 1 ? words.get(1) : "";
            first = 2;
        }
        if (first >= words.size()) {
            err.println(
                    "usage: sluice ctl [-s SOCKET] COMMAND…    for example: sluice ctl -s /run/haproxy.sock show info");
            return 2;
        }
        try {
            return report(ask(address, String.join(" ", words.subList(first, words.size()))));
        } catch (IOException e) {
            err.println("sluice ctl: " + address + ": " + e.getMessage());
            return 3;
        }
    }

    /** The sending side stays open until the answer is complete: {@code wait} takes its end as an interruption. */
    private static String ask(String address, String command) throws IOException {
        try (SocketChannel socket = open(address)) {
            ByteBuffer request =
                    ByteBuffer.wrap(("set severity-output number;" + command + "\n").getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                socket.write(request);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (socket.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static SocketChannel open(String address) throws IOException {
        SocketAddress target = target(address);
        SocketChannel channel = target instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        boolean connected = false;
        try {
            connected = channel.connect(target);
            return channel;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    private static SocketAddress target(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        boolean path = address.startsWith("/") || address.startsWith(".") || address.startsWith("unix@") || colon < 0;
        if (path) {
            return UnixDomainSocketAddress.of(address.replaceFirst("^unix@", ""));
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            String host = address.substring(0, colon).replaceFirst("^(ipv4|ipv6|tcp)@", "");
            InetSocketAddress target = new InetSocketAddress(host, port);
            if (target.isUnresolved()) {
                throw new IOException("no such host");
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new IOException("no address: a path, or host:port, is wanted", e);
        }
    }

    /** The first empty line answers the request for severities; then comes the command's answer, with a last empty line. */
    private int report(String answer) {
        String text = answer.startsWith("\n") ? answer.substring(1) : answer;
        text = text.stripTrailing();
        Matcher rated = RATED.matcher(text);
        int severity = rated.find() ? Integer.parseInt(rated.group(1)) : Integer.MAX_VALUE;
        String message = severity == Integer.MAX_VALUE ? text : text.substring(rated.end());
        if (severity <= 3) {
            err.println(message);
            return 1;
        }
        if (!message.isEmpty()) {
            out.println(message);
        }
        return message.startsWith("Unknown command") ? 2 : 0;
    }
}

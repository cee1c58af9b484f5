package dev.sluice.cli.quickstart;

import dev.sluice.cli.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two small web servers, the proxy in front of them on a free port, socket, gRPC and metrics open: something to try commands on. */
public final class Quickstart {
    /** The words of a run that ends by itself, having used what most starts use. */
    public static final List<String> ONCE = List.of("quickstart", "--once");

    private static final String FIRST_COMMANDS = String.join(
                    ";",
                    "show stat",
                    "show stat typed",
                    "show stat json",
                    "show info",
                    "show info json",
                    "show servers state",
                    "show servers conn",
                    "show backend",
                    "show sess",
                    "show table",
                    "show map",
                    "show acl",
                    "show errors",
                    "show ssl cert",
                    "help",
                    "set server webservers/web1 weight 50%",
                    "set server webservers/web1 addr 127.0.0.1 port 1",
                    "get weight webservers/web1",
                    "set maxconn server webservers/web1 100",
                    "set maxconn frontend http 100",
                    "disable server webservers/web1",
                    "enable server webservers/web1",
                    "disable health webservers/web1",
                    "add server webservers/web3 127.0.0.1:1",
                    "del server webservers/web3",
                    "clear counters all",
                    "wait 1")
            + "\n";

    private final PrintStream out;
    private final Starter starter;

    /** What starts the program on a configuration. */
    @FunctionalInterface
    public interface Starter {
        /** Starts it; empty-handed it has said why and returns null. */
        @Nullable
        Running start(Path configuration);
    }

    /** Says what to try on {@code out}. */
    public Quickstart(PrintStream out, Starter starter) {
        this.out = out;
        this.starter = starter;
    }

    /** Runs until it is interrupted; returns the exit status. */
    public int run(List<String> words) throws IOException {
        boolean once = words.contains("--once");
        Path directory = Files.createTempDirectory("sluice-quickstart");
        try (SmallWebServer web1 = new SmallWebServer("web1");
                SmallWebServer web2 = new SmallWebServer("web2")) {
            Path configuration = directory.resolve("haproxy.cfg");
            Files.writeString(
                    configuration, configuration(directory, web1.port(), web2.port()), StandardCharsets.UTF_8);
            Running running = starter.start(configuration);
            if (running == null) {
                return 1;
            }
            out.print(whatToTry(directory, running));
            if (once) {
                lookAt(running.frontendAddress("http"));
                ask(directory.resolve("admin.sock"));
                running.stop();
            }
            return running.awaitEnd();
        } finally {
            Files.deleteIfExists(directory.resolve("haproxy.cfg"));
            Files.deleteIfExists(directory.resolve("admin.sock"));
            Files.deleteIfExists(directory);
        }
    }

    /** One request through the proxy: a run that ends by itself has then used what every start uses. */
    private static void lookAt(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        try (Socket client = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] unused = client.getInputStream().readAllBytes();
        }
    }

    /** The first commands of most programs that use the socket, for the same reason. */
    private static void ask(Path socket) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer line = ByteBuffer.wrap(FIRST_COMMANDS.getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                int unused = client.write(line);
            }
            byte[] unused = Channels.newInputStream(client).readAllBytes();
        }
    }

    private static String configuration(Path directory, int port1, int port2) {
        return String.format(Locale.ROOT, """
                global
                    stats socket %s/admin.sock mode 600 level admin

                defaults
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s

                frontend http
                    bind 127.0.0.1:0
                    http-request use-service prometheus-exporter if { path /metrics }
                    stats enable
                    stats uri /stats
                    default_backend webservers

                backend webservers
                    balance roundrobin
                    server web1 127.0.0.1:%d weight 100 check inter 500ms
                    server web2 127.0.0.1:%d weight 100 check inter 500ms

                sluice
                    grpc 127.0.0.1:0 level admin
                    metrics 127.0.0.1:0
                """, directory, port1, port2);
    }

    private static String whatToTry(Path directory, Running running) {
        String socket = directory.resolve("admin.sock").toString();
        String http = running.frontendAddress("http");
        String ctl = Path.of(System.getProperty("sluice.home", "."), "bin", "sluice") + " ctl -s " + socket;
        return String.format(
                Locale.ROOT,
                """

                Sluice is running: two web servers, and the proxy in front of them at http://%2$s/

                In another terminal:

                  curl http://%2$s/                                     # again: web1 and web2 take turns
                  %1$s disable server webservers/web1
                  curl http://%2$s/                                     # web2 alone
                  %1$s enable server webservers/web1
                  %1$s set server webservers/web2 weight 50%%
                  %1$s show servers state
                  echo "show stat" | socat stdio %3$s
                  curl -s http://%2$s/metrics | grep haproxy_server_status
                  curl -s http://%4$s/metrics | grep -v '^#' | head
                  grpcurl -plaintext %5$s list

                The configuration: %6$s     Ctrl-C ends it.
                """,
                ctl,
                http,
                socket,
                running.metricsAddress(),
                running.grpcAddress(),
                directory.resolve("haproxy.cfg"));
    }
}

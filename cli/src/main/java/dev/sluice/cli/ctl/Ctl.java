package dev.sluice.cli.ctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * Sends commands to a running program and prints the answers. The exit status is 0 when a command was done, 1 when it was refused, 2 when
 * it is unknown, 3 when nobody answers; of several commands the status of the first that was not done.
 */
public final class Ctl {
    /** Where a packaged program listens. */
    private static final String USUAL = "/var/run/haproxy.sock";

    private static final String USAGE = """
            usage: sluice ctl [-s ADDRESS] [--json] [--master] [COMMAND…]
              ADDRESS    /path, unix:path or host:port of an admin or master socket; grpc://host:port or grpcs://host:port of the typed API
                         (default: $SLUICE_SOCKET, or /var/run/haproxy.sock)
              --json     answers as JSON
              --master   the address is a master's socket
              COMMAND    such as show info; over gRPC also Service/Method field=value…, or list
            Without a command: asks at a terminal, or reads one command a line from standard input.""";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    /** With the streams that commands come from and answers and complaints go to. */
    public Ctl(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Runs {@code [OPTION…] WORD…}; returns the exit status. */
    public int run(List<String> words) {
        String address = environment.getOrDefault("SLUICE_SOCKET", USUAL);
        boolean json = false;
        boolean master = false;
        int first = 0;
        while (first < words.size() && words.get(first).startsWith("-")) {
            switch (words.get(first)) {
                case "-s" -> address = first + 1 < words.size() ? words.get(++first) : "";
                case "--json" -> json = true;
                case "--master" -> master = true;
                case "-h", "--help" -> {
                    out.println(USAGE);
                    return Answer.DONE;
                }
                default -> {
                    err.println("sluice ctl: unknown option '" + words.get(first) + "'");
                    err.println(USAGE);
                    return Answer.UNKNOWN;
                }
            }
            first++;
        }
        if (address.isEmpty()) {
            err.println(USAGE);
            return Answer.UNKNOWN;
        }
        List<String> command = words.subList(first, words.size());
        Address target = Address.parse(address);
        try (Link link = target.kind() == Address.Kind.SOCKET
                ? new SocketLink(target, json, master)
                : new GrpcLink(target, json, environment)) {
            return command.isEmpty()
                    ? several(link)
                    : one(link, String.join(" ", command), Terminals.isTerminal(1) && !json);
        } catch (IOException e) {
            err.println("sluice ctl: " + address + ": " + e.getMessage());
            return Answer.NOBODY;
        }
    }

    private int several(Link link) throws IOException {
        if (Terminals.isTerminal(0) && Terminals.isTerminal(1)) {
            try (Terminal terminal = Terminals.open()) {
                return new Shell(link, terminal, environment).run();
            }
        }
        int status = Answer.DONE;
        boolean any = false;
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                any = true;
                int next = one(link, line, false);
                status = status == Answer.DONE ? next : status;
            }
        }
        if (!any) {
            err.println(USAGE);
            return Answer.UNKNOWN;
        }
        return status;
    }

    private int one(Link link, String command, boolean pretty) throws IOException {
        Answer answer = link.run(command, out::println);
        if (answer.text().isEmpty()) {
            return answer.status();
        }
        if (answer.status() == Answer.REFUSED) {
            err.println(answer.text());
        } else if (pretty) {
            TableText.of(answer.text()).stream().map(AttributedString::toAnsi).forEach(out::println);
        } else {
            out.println(answer.text());
        }
        return answer.status();
    }
}

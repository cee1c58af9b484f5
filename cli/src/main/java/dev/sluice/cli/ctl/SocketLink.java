package dev.sluice.cli.ctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An admin socket, or a master's. Each command has a connection of its own, which ends with its reply; what a command has changed about the
 * connection is said again on the next.
 */
final class SocketLink implements Link {
    private static final int BUFFER = 65_536;
    private static final Pattern COMMAND =
            Pattern.compile("\\{[^{}]*?\"command\":\"([^\"]*)\"[^{}]*?\"arguments\":\"([^\"]*)\"");
    private static final Pattern HELP = Pattern.compile("^ {2}([a-z][-a-z ]*[a-z])( [^:]*)? +: ");
    private static final Pattern MASTERS =
            Pattern.compile("^(@.*|!.*|show proc|reload|hard-reload|mworker.*)$", Pattern.DOTALL);

    private final Address address;
    private final boolean json;
    private final boolean master;
    private final Map<String, String> kept = new LinkedHashMap<>();

    SocketLink(Address address, boolean json, boolean master) {
        this.address = address;
        this.json = json;
        this.master = master;
    }

    @Override
    public Answer run(String command, Consumer<String> progress) throws IOException {
        if (master || MASTERS.matcher(command).matches()) {
            return Answer.ofMaster(ask(List.of(), command, line -> false));
        }
        List<String> before = new ArrayList<>(List.of("set severity-output number"));
        if (json) {
            before.add("set output json");
        }
        before.addAll(kept.values());
        boolean goesOn = command.strip().startsWith("drain server");
        Answer answer = Answer.rated(ask(before, command, line -> {
            // What is rated is a message, which is the answer.
            if (goesOn && !line.startsWith("[") && !line.isEmpty()) {
                progress.accept(line);
                return true;
            }
            return false;
        }));
        if (answer.status() == Answer.DONE) {
            keep(command.strip());
        }
        return answer;
    }

    /** Remembers what a command has chosen for its connection. */
    private void keep(String command) {
        for (String mode : List.of("expert-mode", "experimental-mode", "set anon", "set timeout cli")) {
            if (command.startsWith(mode + " ")) {
                kept.put(mode, command);
            }
        }
    }

    /** Takes a line as it comes, or leaves it for the answer. */
    private interface Taker {
        boolean takes(String line);
    }

    /** The sending side stays open until the answer is complete: {@code wait} takes its end as an interruption. */
    private String ask(List<String> before, String command, Taker taker) throws IOException {
        String said = String.join(";", before) + (before.isEmpty() ? "" : ";") + command + "\n";
        try (SocketChannel socket = open()) {
            ByteBuffer request = ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                socket.write(request);
            }
            return read(socket, before.size(), taker);
        }
    }

    /** The first empty lines answer what was said before; then comes the command's own answer. */
    private static String read(SocketChannel socket, int emptyLines, Taker taker) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        StringBuilder answer = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        int skip = emptyLines;
        while (socket.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                line.write(next);
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    if (skip > 0 && text.equals("\n")) {
                        skip--;
                    } else if (!taker.takes(text.stripTrailing())) {
                        answer.append(text);
                    }
                }
            }
            buffer.clear();
        }
        return answer.append(line.toString(StandardCharsets.UTF_8)).toString();
    }

    private SocketChannel open() throws IOException {
        SocketAddress target = address.target();
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

    @Override
    public List<Known> commands() throws IOException {
        List<Known> commands = new ArrayList<>();
        Matcher each = COMMAND.matcher(ask(List.of(), "show commands json", line -> false));
        while (each.find()) {
            commands.add(new Known(each.group(1), each.group(2)));
        }
        if (commands.isEmpty()) {
            for (String line : ask(List.of(), "help", line -> false).lines().toList()) {
                Matcher listed = HELP.matcher(line);
                if (listed.find()) {
                    String arguments = listed.group(2);
                    commands.add(new Known(listed.group(1), arguments == null ? "" : arguments.strip()));
                }
            }
        }
        return commands;
    }

    @Override
    public List<String> values(String argument) throws IOException {
        return switch (argument) {
            case "<bk>/<srv>", "<backend>/<server>", "[<backend>/<server>]" -> servers();
            case "<backend>", "[<backend>]", "<bk>" -> rows("show backend", 0);
            case "<frontend>", "[<frontend>]" -> statistics("FRONTEND");
            default -> List.of();
        };
    }

    private List<String> servers() throws IOException {
        List<String> servers = new ArrayList<>();
        for (String line :
                ask(List.of(), "show servers conn", line -> false).lines().toList()) {
            if (!line.startsWith("#") && line.contains(" ")) {
                servers.add(line.substring(0, line.indexOf(' ')));
            }
        }
        return servers;
    }

    private List<String> statistics(String kind) throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : ask(List.of(), "show stat", line -> false).lines().toList()) {
            String[] cells = line.split(",", 3);
            if (cells.length > 2 && cells[1].equals(kind)) {
                names.add(cells[0]);
            }
        }
        return names;
    }

    private List<String> rows(String command, int column) throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : ask(List.of(), command, line -> false).lines().toList()) {
            if (!line.startsWith("#") && !line.isBlank()) {
                values.add(line.split(" ", -1)[column]);
            }
        }
        return values;
    }

    @Override
    public void close() {
        // Each command has closed its own connection.
    }
}

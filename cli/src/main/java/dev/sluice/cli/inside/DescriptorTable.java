package dev.sluice.cli.inside;

import dev.sluice.operation.inspect.Descriptor;
import dev.sluice.operation.inspect.Descriptor.Kind;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Server;
import dev.sluice.state.Topology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The open descriptors of the process, as {@code /proc} tells them, matched with listeners and servers. */
final class DescriptorTable {
    private final Map<String, String> frontends = new HashMap<>();
    private final Map<String, Server> servers = new HashMap<>();
    private final Map<String, Endpoint> sockets = new HashMap<>();

    DescriptorTable(Topology topology) {
        for (Frontend frontend : topology.frontends()) {
            for (Listener listener : frontend.listeners()) {
                frontends.put(listener.boundAddress(), frontend.name());
            }
        }
        for (Backend backend : topology.backends()) {
            backend.servers().forEach(server -> servers.put(server.address().display(), server));
        }
        inet("/proc/net/tcp", "ipv4");
        inet("/proc/net/tcp6", "ipv6");
        unix();
    }

    /** A socket as the system lists it. */
    private record Endpoint(String family, String state, String local, String remote) {
        private static final Endpoint UNKNOWN = new Endpoint("", "", "", "");
    }

    List<Descriptor> all() {
        File[] files = new File("/proc/self/fd").listFiles();
        return Arrays.stream(files == null ? new File[0] : files)
                .map(this::describe)
                .sorted(Comparator.comparingInt(Descriptor::number))
                .toList();
    }

    private Descriptor describe(File file) {
        String target;
        try {
            target = Files.readSymbolicLink(file.toPath()).toString();
        } catch (IOException e) {
            // Closed in the meantime.
            target = "";
        }
        int number = Integer.parseInt(file.getName());
        if (!target.startsWith("socket:[")) {
            Kind kind = target.startsWith("pipe:") || target.startsWith("anon_inode:") ? Kind.PIPE : Kind.FILE;
            return new Descriptor(number, kind, target, "", "", "", "", "", "");
        }
        Endpoint socket = sockets.getOrDefault(target.substring(8, target.length() - 1), Endpoint.UNKNOWN);
        return socket(number, target, socket);
    }

    private Descriptor socket(int number, String target, Endpoint socket) {
        String frontend = frontends.getOrDefault(socket.local(), frontendOfAnyHost(socket.local()));
        Server server = servers.get(socket.remote());
        Kind kind = socket.state().equals("LISTEN")
                ? Kind.LISTENER
                : server != null ? Kind.SERVER : !frontend.isEmpty() ? Kind.CLIENT : Kind.OWN;
        return new Descriptor(
                number,
                kind,
                target,
                socket.family(),
                socket.state(),
                socket.local(),
                socket.remote(),
                server != null && kind == Kind.SERVER ? server.backend().name() : frontend,
                server != null && kind == Kind.SERVER ? server.name() : "");
    }

    /** A listener of all addresses names none of them. */
    private String frontendOfAnyHost(String local) {
        int port = local.lastIndexOf(':');
        String any = port < 0 ? "" : local.substring(port);
        return frontends.getOrDefault("0.0.0.0" + any, frontends.getOrDefault("[::]" + any, ""));
    }

    private static List<String> lines(String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.subList(Math.min(1, lines.size()), lines.size());
        } catch (IOException e) {
            // Behind a chroot there may be no /proc.
            return List.of();
        }
    }

    private void inet(String file, String family) {
        for (String line : lines(file)) {
            String[] fields = line.strip().split(" +", -1);
            if (fields.length > 9) {
                sockets.put(fields[9], new Endpoint(family, state(fields[3]), address(fields[1]), address(fields[2])));
            }
        }
    }

    private void unix() {
        for (String line : lines("/proc/net/unix")) {
            String[] fields = line.split(" +", -1);
            if (fields.length > 6) {
                boolean listens = fields[3].equals("00010000");
                String path = fields.length > 7 ? fields[7] : "";
                sockets.put(fields[6], new Endpoint("unix", listens ? "LISTEN" : "ESTABLISHED", path, ""));
            }
        }
    }

    private static String state(String code) {
        return switch (code) {
            case "01" -> "ESTABLISHED";
            case "02" -> "SYN_SENT";
            case "03" -> "SYN_RECV";
            case "04" -> "FIN_WAIT1";
            case "05" -> "FIN_WAIT2";
            case "06" -> "TIME_WAIT";
            case "07" -> "CLOSE";
            case "08" -> "CLOSE_WAIT";
            case "09" -> "LAST_ACK";
            case "0A" -> "LISTEN";
            default -> "CLOSING";
        };
    }

    /** The kernel writes each word of an address in the machine's order. */
    private static String address(String text) {
        int colon = text.indexOf(':');
        int port = Integer.parseInt(text.substring(colon + 1), 16);
        List<Integer> bytes = new ArrayList<>();
        for (int word = 0; word < colon; word += 8) {
            for (int at = 6; at >= 0; at -= 2) {
                bytes.add(Integer.parseInt(text.substring(word + at, word + at + 2), 16));
            }
        }
        if (port == 0) {
            return "";
        }
        if (bytes.size() == 4) {
            return bytes.get(0) + "." + bytes.get(1) + "." + bytes.get(2) + "." + bytes.get(3) + ":" + port;
        }
        boolean mapped = bytes.get(10) == 0xff && bytes.subList(0, 10).stream().allMatch(b -> b == 0);
        if (mapped) {
            return bytes.get(12) + "." + bytes.get(13) + "." + bytes.get(14) + "." + bytes.get(15) + ":" + port;
        }
        StringBuilder host = new StringBuilder();
        for (int i = 0; i < bytes.size(); i += 2) {
            host.append(i == 0 ? "" : ":").append(Integer.toHexString(bytes.get(i) << 8 | bytes.get(i + 1)));
        }
        String shortened = host.toString().replaceFirst("(^|:)0(:0)+(:|$)", "::");
        return "[" + shortened + "]:" + port;
    }
}

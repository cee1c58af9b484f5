package dev.sluice.it.harness;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One command, one connection, as scripts do. */
public final class AdminClient {
    private final Path socket;

    /** For the socket at a path. */
    public AdminClient(Path socket) {
        this.socket = socket;
    }

    /** Sends a line and returns all of the answer; fails when there is no end to it in time. */
    public String ask(String command) {
        try (UnixClient client = new UnixClient(socket)) {
            return client.send(command + "\n").half().all();
        }
    }

    /** Whether somebody answers. */
    public boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code show stat} as rows of column name and value; no value of these tests holds a comma. */
    public List<Map<String, String>> stat() {
        String[] lines = ask("show stat").strip().split("\n", -1);
        String[] names = lines[0].substring(2).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] values = lines[i].split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < Math.min(names.length, values.length); column++) {
                row.put(names[column], values[column]);
            }
            rows.add(row);
        }
        return rows;
    }

    /** One value of {@code show stat}. */
    public String stat(String proxy, String object, String column) {
        return stat().stream()
                .filter(row -> proxy.equals(row.get("pxname")) && object.equals(row.get("svname")))
                .map(row -> row.getOrDefault(column, ""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + proxy + "/" + object));
    }

    /** {@code show info} as names and values. */
    public Map<String, String> info() {
        Map<String, String> info = new LinkedHashMap<>();
        for (String line : ask("show info").strip().split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                info.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return info;
    }
}

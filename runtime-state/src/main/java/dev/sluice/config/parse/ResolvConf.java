package dev.sluice.config.parse;

import dev.sluice.config.ResolversSpec.NameServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The name servers of the machine. */
public final class ResolvConf {
    private static final Path FILE = Path.of("/etc/resolv.conf");
    private static final int PORT = 53;

    private ResolvConf() {}

    /** Those that {@code /etc/resolv.conf} lists with numeric addresses; none where it cannot be read. */
    public static List<NameServer> nameServers() {
        List<NameServer> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(FILE)) {
                String[] words = line.strip().split("\\s+", -1);
                boolean numeric = words.length > 1 && words[1].matches("[0-9a-fA-F:.]+");
                if (numeric && words[0].equals("nameserver")) {
                    found.add(new NameServer(words[1], words[1], PORT));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }
}

package dev.sluice.cli.ctl;

import java.io.IOException;

/** Commands to an admin socket and their answers as text, for views. */
public final class Commands {
    private final SocketLink link;

    /** Commands to an address. */
    public Commands(String address) {
        link = new SocketLink(Address.parse(address), false, false);
    }

    /** What a command answers, whether it was done or refused. */
    public String ask(String command) throws IOException {
        return link.run(command, line -> {}).text();
    }
}

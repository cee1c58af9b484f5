package dev.sluice.socket.conversation;

import dev.sluice.socket.command.Session;
import dev.sluice.socket.command.Speaker;
import java.util.Locale;

/** How a kind of connection says that it awaits the next line. */
@FunctionalInterface
public interface Prompts {
    /** The prompt of the admin socket. */
    Prompts ADMIN = speaker -> uptime(speaker) + "> ";

    /** The prompt. */
    String prompt(Speaker speaker);

    /** The uptime in brackets, where the connection wants it; else nothing. */
    static String uptime(Speaker speaker) {
        Session session = speaker.session();
        if (!session.isTimed()) {
            return "";
        }
        long millis =
                speaker.clock().millis() - speaker.state().process().identity().startMillis();
        long seconds = millis / 1000;
        return String.format(
                Locale.ROOT,
                "[%d:%02d:%02d:%02d]",
                seconds / 86_400,
                seconds / 3600 % 24,
                seconds / 60 % 60,
                seconds % 60);
    }
}

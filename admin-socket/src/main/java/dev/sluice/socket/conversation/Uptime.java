package dev.sluice.socket.conversation;

import dev.sluice.socket.command.Session;
import dev.sluice.socket.command.Speaker;
import java.util.Locale;

/** The uptime in a prompt. */
public final class Uptime {
    private Uptime() {}

    /** The uptime in brackets, where the connection wants it; else nothing. */
    public static String of(Speaker speaker, Session session) {
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

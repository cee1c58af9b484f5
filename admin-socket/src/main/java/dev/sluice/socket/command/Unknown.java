package dev.sluice.socket.command;

import java.util.List;

/** What is answered to words that are no command. */
public final class Unknown {
    private Unknown() {}

    /** The reply: what was not understood, and what may have been meant. It is no error, and no level hides it. */
    public static Reply command(Speaker speaker, List<String> words) {
        return Reply.info(Suggestions.unknown(speaker.vocabulary(), speaker.session(), words));
    }
}

package dev.sluice.proxy.listen;

import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.session.SessionStarter;
import dev.sluice.state.Frontend;

/** Who begins sessions, by the frontend's mode. */
public interface Starters {
    /** The starter for new connections of {@code frontend}; asked on workers, for each connection. */
    SessionStarter of(Frontend frontend);

    /** The frontend's rules as of now. */
    Program program(Frontend frontend);

    /** Who takes datagrams. */
    Messages messages();
}

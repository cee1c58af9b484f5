package dev.sluice.operation.drain;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done about drains. */
public final class DrainOperations {
    public static final Declared<DrainServer> DRAIN_SERVER = Declared.change(
            DrainServer.class,
            "drain-server",
            Level.ADMIN,
            "let a server's sessions end, and then leave it, put it into maintenance or cut what is left",
            DrainHandlers::drain);
    public static final Declared<CancelDrain> CANCEL_DRAIN = Declared.change(
            CancelDrain.class,
            "cancel-drain",
            Level.ADMIN,
            "end a drain and have the server take traffic again",
            DrainHandlers::cancel);
    public static final Declared<ShowDrains> SHOW_DRAINS = Declared.look(
            ShowDrains.class, "show-drains", Level.USER, "list the drains under way", DrainHandlers::show);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(DRAIN_SERVER, CANCEL_DRAIN, SHOW_DRAINS);

    private DrainOperations() {}
}

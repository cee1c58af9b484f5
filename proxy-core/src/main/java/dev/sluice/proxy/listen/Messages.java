package dev.sluice.proxy.listen;

import dev.sluice.state.Frontend;

/** Who takes datagrams; called on workers. */
public interface Messages {
    /** Takes one that came in at {@code frontend} from an address, given as text. */
    void take(Frontend frontend, byte[] message, byte[] sender);
}

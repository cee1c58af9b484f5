package dev.sluice.proxy.wire;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The pipes of one worker. Whoever moves bulk borrows one for as long as it holds something. */
public final class Pipes {
    /** Pipes in use at once: two descriptors each, and a quarter of the pages that the system lets one user have in pipes. */
    private static final int OPEN_MAX = 256;

    /** Pipes kept for the next use: in one turn they go from hand to hand, and only where peers are slow more than one is needed. */
    private static final int KEPT_MAX = 16;

    private final ArrayDeque<Pipe> free = new ArrayDeque<>();
    private int open;
    private boolean forbidden;

    /** Has everything be copied ({@code nosplice}). */
    public void forbid() {
        forbidden = true;
    }

    /** An empty one, to be given back; null for none, so that bytes have to be copied. */
    public @Nullable Pipe take() {
        Pipe kept = free.pollLast();
        if (kept != null || forbidden || open >= OPEN_MAX) {
            return kept;
        }
        Pipe made = Pipe.open();
        open += made == null ? 0 : 1;
        return made;
    }

    /** Takes one back, whatever it holds. */
    public void give(Pipe pipe) {
        if (pipe.held() == 0 && free.size() < KEPT_MAX) {
            free.addLast(pipe);
        } else {
            open--;
            pipe.close();
        }
    }

    /** Closes those that nobody uses. */
    public void close() {
        forbidden = true;
        while (!free.isEmpty()) {
            free.removeLast().close();
        }
    }
}

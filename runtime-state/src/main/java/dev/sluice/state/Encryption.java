package dev.sluice.state;

import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.state.tls.ConnectingTls;
import org.jspecify.annotations.Nullable;

/** Whether and how connections to a server are encrypted. The control thread writes, traffic reads. */
public final class Encryption {
    private volatile @Nullable ConnectingTls tls;
    private volatile boolean on;
    private volatile boolean ruledOut;

    /** Not at all. */
    Encryption() {}

    /** What connections can be encrypted with, or null where the server's line says nothing of it. */
    public @Nullable ConnectingTls tls() {
        return tls;
    }

    /** Whether requests are encrypted: {@code ssl} on the server's line, or as it was told at run time. */
    public boolean isOn() {
        return on;
    }

    /** Whether the server's line rules it out by a word of its own ({@code no-ssl}), and nobody has said otherwise since. */
    public boolean isRuledOut() {
        return ruledOut;
    }

    /** What new connections for requests are encrypted with now, or null for nothing. */
    public @Nullable ConnectingTls current() {
        return on ? tls : null;
    }

    /** Replaces what can be used. */
    @ControlThread
    public void tls(@Nullable ConnectingTls next) {
        tls = next;
    }

    /** Has requests from now on encrypted, or not; without {@link #tls()} they cannot be. */
    @ControlThread
    public void on(boolean encrypt) {
        on = encrypt;
        ruledOut = false;
    }

    /** Does as a server's line says. */
    @ControlThread
    void as(Settings asked) {
        on(asked.get(TlsSettings.SSL));
        ruledOut = asked.has(TlsSettings.SSL) && !on;
    }
}

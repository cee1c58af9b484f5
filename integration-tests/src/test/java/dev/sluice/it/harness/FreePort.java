package dev.sluice.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For what cannot be told to take a port of its own: somebody else may take this one first, so only where nothing else does. */
public final class FreePort {
    private FreePort() {}

    /** A port that was free a moment ago. */
    public static int any() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

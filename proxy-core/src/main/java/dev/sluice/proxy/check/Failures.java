package dev.sluice.proxy.check;

import dev.sluice.proxy.wire.WireError;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckStatus;

/** What failed connections are reported as. */
final class Failures {
    private Failures() {}

    /** A connection that could not even be asked for. */
    static CheckResult atOnce(WireError error, boolean unix) {
        if (error == WireError.REFUSED && !unix) {
            return connecting(error, 0);
        }
        boolean ours = unix || error == WireError.NO_RESOURCES || error == WireError.ADDRESS_UNAVAILABLE;
        String text = error == WireError.ADDRESS_UNAVAILABLE
                ? "Out of local source ports on the system"
                : "General socket error (" + error.text() + ")";
        return failed(ours ? CheckStatus.SOCKET_ERROR : CheckStatus.L4_CONNECTION, 0, text);
    }

    /** A connection that the other side or the network refused. */
    static CheckResult connecting(WireError error, long millis) {
        return failed(CheckStatus.L4_CONNECTION, millis, text(error));
    }

    /** A connection that stands, but on which hands could not be shaken. */
    static CheckResult shaking(long millis) {
        return failed(CheckStatus.L6_RESPONSE, millis, "SSL handshake failure");
    }

    /** A connection that broke after it was established; {@link WireError#NONE} where only what was said on it did. */
    static CheckResult established(WireError error, long millis) {
        return failed(CheckStatus.SOCKET_ERROR, millis, error == WireError.NONE ? "" : text(error));
    }

    static CheckResult failed(CheckStatus status, long millis, String text) {
        return new CheckResult(status, CheckResult.Verdict.FAILED, -1, millis, text);
    }

    private static String text(WireError error) {
        String symbol = symbol(error);
        return symbol.isEmpty()
                ? "General socket error (" + error.text() + ")"
                : symbol + " returned by OS (" + error.text() + ")";
    }

    private static String symbol(WireError error) {
        return switch (error) {
            case REFUSED -> "ECONNREFUSED";
            case RESET -> "ECONNRESET";
            case TIMED_OUT -> "ETIMEDOUT";
            case UNREACHABLE -> "EHOSTUNREACH";
            case NETWORK_UNREACHABLE -> "ENETUNREACH";
            case BROKEN_PIPE -> "EPIPE";
            case NONE, NO_SUCH_SOCKET, NOT_PERMITTED, ADDRESS_UNAVAILABLE, NO_RESOURCES, HANDSHAKE, OTHER -> "";
        };
    }
}

package dev.sluice.operation.server;

import dev.sluice.config.ServerAddress;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;
import dev.sluice.state.NumericAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address, and a port where one is to change.
 *
 * @param family of the address
 * @param host numeric
 * @param port null keeps the port
 */
public record AddressArgument(
        ServerAddress.Family family, String host, @Nullable Port port) {
    private static final int PORTS = 65536;

    /** A port, or an offset to the port that the client came to. */
    public record Port(int number, boolean mapped) {}

    /** From the words behind {@code addr}. Words other than {@code port} in second place are ignored, as HAProxy does. */
    public static Checked<AddressArgument> parse(String address, @Nullable String port) {
        if (address.isEmpty()) {
            return Checked.refused(
                    Reason.MISSING_ARGUMENT, "set server <b>/<s> addr requires an address and optionally a port.");
        }
        return NumericAddress.parse(address)
                .map(parsed -> port == null
                        ? Checked.of(new AddressArgument(parsed.family(), parsed.host(), null))
                        : withPort(parsed, port))
                .orElseGet(() -> Checked.warned(Reason.BAD_ARGUMENT, "Invalid addr '" + address + "'"));
    }

    private static Checked<AddressArgument> withPort(NumericAddress address, String word) {
        Numbers.Leading number = Numbers.leading(word);
        boolean fits = number.value() != Long.MAX_VALUE && number.value() != Long.MIN_VALUE;
        if (number.rest().equals(word) || !fits) {
            return Checked.warned(Reason.BAD_ARGUMENT, "problem converting port '" + word + "' to an int");
        }
        boolean mapped = word.startsWith("+") || word.startsWith("-");
        // HAProxy cuts a number to 16 bits without a word, and the traffic goes where nobody meant it to.
        if (Math.abs(number.value()) >= PORTS) {
            return Checked.warned(Reason.BAD_ARGUMENT, "invalid port '" + word + "'");
        }
        int port = (int) Math.floorMod(number.value(), (long) PORTS);
        return Checked.of(new AddressArgument(address.family(), address.host(), new Port(port, mapped)));
    }
}

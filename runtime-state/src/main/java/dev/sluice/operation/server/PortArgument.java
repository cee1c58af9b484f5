package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;
import java.util.regex.Pattern;

/** Reads the ports that checks and agents are at. */
public final class PortArgument {
    private static final int MAX = 65_535;

    /** No sign for what is positive, and a sign alone is 0. */
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]*");

    private PortArgument() {}

    /** From the word behind {@code what}; 0 stands for the server's own port. */
    public static Checked<Integer> parse(String what, String word) {
        if (word.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "set server <b>/<s> " + what + " requires a port.");
        }
        if (!INTEGER.matcher(word).matches()) {
            return Checked.warned(Reason.BAD_ARGUMENT, "provided port is not an integer");
        }
        long number = Numbers.leading(word).value();
        return number < 0 || number > MAX
                ? Checked.warned(Reason.VALUE_OUT_OF_RANGE, "provided port is invalid")
                : Checked.of((int) number);
    }

    /** The address of checks or of an agent, from the words behind {@code what}. */
    public static Checked<AddressArgument> address(String what, String address, String port) {
        if (address.isEmpty()) {
            return Checked.refused(
                    Reason.MISSING_ARGUMENT,
                    "set server <b>/<s> " + what + " requires an address and optionally a port.");
        }
        Checked<AddressArgument> host = AddressArgument.parse(address, null);
        AddressArgument found = host.value();
        if (found == null) {
            return Checked.warned(Reason.BAD_ARGUMENT, "invalid addr '" + address + "'");
        }
        return port.isEmpty()
                ? host
                : parse(what, port)
                        .and(number -> Checked.of(new AddressArgument(
                                found.family(), found.host(), new AddressArgument.Port(number, false))));
    }
}

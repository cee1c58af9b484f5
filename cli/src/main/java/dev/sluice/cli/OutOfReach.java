package dev.sluice.cli;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Addresses that mean something else, or nothing, in a process that has left what they refer to. */
final class OutOfReach {
    private OutOfReach() {}

    /** Why what is new in {@code next} cannot be listened on within {@code root}: paths that are other ones there. */
    static List<String> within(String root, Configuration before, Configuration next) {
        Set<Socket> open = new HashSet<>(unixSockets(before));
        List<String> errors = new ArrayList<>();
        for (BindSpec line : lines(next).toList()) {
            for (Socket socket : unixSockets(line)) {
                if (!open.contains(socket)) {
                    errors.add("Binding [" + line.location() + "]: cannot bind UNIX socket [" + socket.path
                            + "]: after chroot(" + root
                            + ") that path is another one. Start a new process with -sf instead.");
                }
            }
        }
        return errors;
    }

    /** Why a process in the background, which starts anew, cannot listen as {@code configuration} says: descriptors it does not inherit. */
    static List<String> inBackground(Configuration configuration) {
        List<String> errors = new ArrayList<>();
        lines(configuration)
                .forEach(line -> line.addresses().stream()
                        .filter(ListenAddress.Descriptor.class::isInstance)
                        .forEach(address -> errors.add("Binding [" + line.location() + "]: " + address.display()
                                + " is not handed on to a process in the background. Start it with -db or -W -db.")));
        return errors;
    }

    private record Socket(String path, Settings settings) {}

    private static List<Socket> unixSockets(Configuration configuration) {
        return lines(configuration).flatMap(line -> unixSockets(line).stream()).toList();
    }

    private static List<Socket> unixSockets(BindSpec line) {
        return line.addresses().stream()
                .filter(ListenAddress.Unix.class::isInstance)
                .map(address -> new Socket(((ListenAddress.Unix) address).path(), line.settings()))
                .toList();
    }

    private static Stream<BindSpec> lines(Configuration configuration) {
        return Stream.of(
                        configuration.statsSockets().stream(),
                        configuration.sluice().get(SluiceSettings.GRPC).stream(),
                        configuration.proxies().stream().flatMap(proxy -> proxy.binds().stream()))
                .flatMap(lines -> lines);
    }
}

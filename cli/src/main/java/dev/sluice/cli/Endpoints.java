package dev.sluice.cli;

import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * All endpoints of one kind, and how they follow the configuration. A line that stays as it is stays open. One whose address is taken by an
 * older one of the same program is opened last, when that is closed. Confined to one thread, but for {@link #address()}.
 */
final class Endpoints {
    /** The kernel may need a moment until a port that was closed can be had again. */
    private static final int ATTEMPTS_MAX = 50;

    private static final int PAUSE_MILLIS = 20;

    private final String kind;
    private final Opener opener;
    private final Executor closing;
    private volatile List<Endpoint> open = List.of();

    /** Opens one line. */
    @FunctionalInterface
    interface Opener {
        Endpoint open(BindSpec spec) throws IOException;
    }

    /** {@code kind} is the keyword; calls under way end on {@code closing}. */
    Endpoints(String kind, Opener opener, Executor closing) {
        this.kind = kind;
        this.opener = opener;
        this.closing = closing;
    }

    /** The first address; empty where nothing is open. */
    String address() {
        List<Endpoint> present = open;
        return present.isEmpty() ? "" : present.get(0).address();
    }

    /** Where those listen whose port the kernel chose. */
    List<String> chosenAddresses() {
        return open.stream()
                .filter(endpoint -> endpoint.spec().addresses().stream()
                        .anyMatch(address -> address instanceof ListenAddress.Inet inet && inet.port() == 0))
                .map(Endpoint::address)
                .toList();
    }

    /** What is to be done for the configuration to hold. */
    final class Step {
        private final List<BindSpec> wanted;
        private final List<Endpoint> fresh = new ArrayList<>();

        private Step(List<BindSpec> wanted) {
            this.wanted = wanted;
        }

        /** Takes what is new into use, closes what is gone. */
        void commit(List<String> errors) {
            List<Endpoint> before = open;
            before.stream()
                    .filter(old -> wanted.stream().noneMatch(old::isFor))
                    .forEach(old -> closing.execute(old::close));
            List<Endpoint> after = new ArrayList<>();
            for (BindSpec spec : wanted) {
                Optional<Endpoint> present = find(before, spec).or(() -> find(fresh, spec));
                present.or(() -> attempt(spec, ATTEMPTS_MAX, errors)).ifPresent(after::add);
            }
            after.forEach(endpoint -> endpoint.serving(true));
            open = List.copyOf(after);
        }

        void abandon() {
            fresh.forEach(Endpoint::close);
        }
    }

    /** Opens what can be opened beside what is open. */
    Step prepare(List<BindSpec> wanted, List<String> errors) {
        Step step = new Step(wanted);
        for (BindSpec spec : wanted) {
            boolean blocked = open.stream().anyMatch(old -> old.isInTheWayOf(spec));
            if (!blocked) {
                attempt(spec, 1, errors).ifPresent(step.fresh::add);
            }
        }
        return step;
    }

    private static Optional<Endpoint> find(List<Endpoint> among, BindSpec spec) {
        return among.stream().filter(each -> each.isFor(spec)).findFirst();
    }

    private Optional<Endpoint> attempt(BindSpec spec, int times, List<String> errors) {
        IOException last = null;
        for (int i = 0; i < times; i++) {
            try {
                return Optional.of(opener.open(spec));
            } catch (IOException e) {
                last = e;
            }
            if (i + 1 < times) {
                waitALittle();
            }
        }
        errors.add("Binding [" + spec.location() + "] for " + kind + ": cannot listen on ["
                + spec.addresses().stream()
                        .map(ListenAddress::display)
                        .findFirst()
                        .orElse("") + "] ("
                + (last == null ? "no address" : reason(last)) + ").");
        return Optional.empty();
    }

    /** The system's own words, which may stand behind what was tried. */
    private static String reason(IOException e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        int words = message.indexOf("): ");
        return words < 0 ? message : message.substring(words + 3);
    }

    private static void waitALittle() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets nobody new in, for others to take over or until the next {@link #prepare}. */
    void pause() {
        List<Endpoint> last = open;
        open = List.of();
        last.forEach(old -> closing.execute(old::close));
    }

    /** Closes all; returns when it is over. */
    void close() {
        List<Endpoint> last = open;
        open = List.of();
        last.forEach(Endpoint::close);
    }

    void serving(boolean serves) {
        open.forEach(endpoint -> endpoint.serving(serves));
    }
}

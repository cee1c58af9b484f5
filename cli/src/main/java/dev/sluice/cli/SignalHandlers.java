package dev.sluice.cli;

import dev.sluice.cli.system.Signals;
import dev.sluice.operation.process.PauseAll;
import dev.sluice.operation.process.Reload;
import dev.sluice.operation.process.ResumeAll;
import dev.sluice.operation.process.Stop;

/** What the signals of HAProxy do (management guide section 4), as operations like any other. */
final class SignalHandlers {
    private SignalHandlers() {}

    /** {@code master}: the exit status after an interrupt is that of HAProxy's master process. */
    static void install(Instance instance, boolean master) {
        on("HUP", () -> reload(instance));
        on("USR2", () -> reload(instance));
        on("USR1", () -> discard(instance.submit(new Stop(true))));
        on("TTOU", () -> discard(instance.submit(new PauseAll())));
        on("TTIN", () -> discard(instance.submit(new ResumeAll())));
        on("TERM", () -> instance.endWith(0));
        on("INT", () -> instance.endWith(master ? Program.INTERRUPTED : 0));
    }

    /** The reply, which a caller on a socket would read, goes to the program's log. */
    private static void reload(Instance instance) {
        var unused = instance.submit(new Reload()).thenAccept(instance::report);
    }

    private static void discard(Object stage) {
        assert stage != null : "submitted";
    }

    private static void on(String signal, Runnable action) {
        boolean handled = Signals.handle(signal, action);
        assert handled : signal;
    }
}

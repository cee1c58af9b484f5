package dev.sluice.proxy.rule;

import dev.sluice.config.GlobalSettings;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.RuntimeState;

/** The {@code log-profile} sections that rules name. */
public final class LogProfiles {
    private LogProfiles() {}

    /** Refuses a name that stands for none; an empty one names nothing. */
    public static void check(String name, CompileScope scope) throws SampleException {
        RuntimeState state = scope.find(RuntimeState.class);
        if (!name.isEmpty()
                && state != null
                && !scope.checksOnly()
                && !state.configuration()
                        .global()
                        .get(GlobalSettings.LOG_PROFILES)
                        .containsKey(name)) {
            throw new SampleException("'do-log': there is no 'log-profile' section '" + name + "'");
        }
    }
}

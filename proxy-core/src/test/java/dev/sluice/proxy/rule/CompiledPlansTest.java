package dev.sluice.proxy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Location;
import dev.sluice.config.Settings;
import dev.sluice.state.Backend;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.TestBackend;
import dev.sluice.state.Topology;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When sections are compiled, and what there is where they cannot be. */
class CompiledPlansTest {
    private final RuntimeState state =
            new RuntimeState(new ProcessState(new ProcessState.Identity("Test", "1.2.3", "2026/01/01", 42, 1, 0, 0)));
    private final Backend backend = new TestBackend(Settings.EMPTY).backend();
    private final CompiledPlans<Backend, String> plans = new CompiledPlans<>(
            state, Map.of(), (proxy, names) -> compile(), (proxy, why) -> "none: " + why.getMessage());
    private int compiled;
    private boolean broken;

    @BeforeEach
    void change() {
        state.topology(new Topology(List.of(backend)));
    }

    private String compile() throws RuleException {
        if (broken) {
            throw new RuleException(Location.INTERNAL, "no such table");
        }
        compiled++;
        return "plan " + compiled;
    }

    @Test
    void aSectionIsCompiledOnceForEachTopology() {
        assertThat(plans.of(backend)).isEqualTo("plan 1");
        assertThat(plans.of(backend)).isEqualTo("plan 1");
        change();
        assertThat(plans.of(backend)).isEqualTo("plan 2");
        assertThat(plans.of(backend)).isEqualTo("plan 2");
    }

    @Test
    void whatCannotBeCompiledStaysAsItWasUntilItCan() {
        assertThat(plans.of(backend)).isEqualTo("plan 1");
        broken = true;
        change();
        assertThat(plans.of(backend)).isEqualTo("plan 1");
        broken = false;
        assertThat(plans.of(backend)).isEqualTo("plan 2");
    }

    @Test
    void whatNeverCouldBeCompiledHasItsFallback() {
        broken = true;
        assertThat(plans.of(backend)).isEqualTo("none: no such table");
        broken = false;
        assertThat(plans.of(backend)).isEqualTo("plan 1");
    }
}

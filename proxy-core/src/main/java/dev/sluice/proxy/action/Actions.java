package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of actions. */
public final class Actions {
    private static final List<ActionSpec> ALL = join();
    private static final Map<String, ActionSpec> BY_NAME = index();

    private Actions() {}

    private static List<ActionSpec> join() {
        List<ActionSpec> all = new ArrayList<>();
        all.addAll(ReplyActions.ALL);
        all.addAll(HeaderActions.ALL);
        all.addAll(PackedHeaderActions.ALL);
        all.addAll(TargetActions.ALL);
        all.addAll(NormalizeActions.ALL);
        all.addAll(FlowActions.ALL);
        all.addAll(PriorityActions.ALL);
        all.addAll(PacketActions.ALL);
        all.addAll(VariableActions.ALL);
        all.addAll(TrackActions.ALL);
        all.addAll(PatternActions.ALL);
        all.addAll(CaptureActions.ALL);
        all.addAll(CacheActions.ALL);
        return List.copyOf(all);
    }

    private static Map<String, ActionSpec> index() {
        Map<String, ActionSpec> index = new HashMap<>();
        for (ActionSpec each : ALL) {
            if (index.put(each.name(), each) != null) {
                throw new IllegalStateException("declared twice: " + each.name());
            }
        }
        return index;
    }

    /** All actions. */
    public static List<ActionSpec> all() {
        return ALL;
    }

    /** The action that {@code words} describe; those behind it are left. */
    static Action compile(Words words, RuleScope scope) throws SampleException {
        String written = words.action();
        int open = written.indexOf('(');
        ActionSpec found = BY_NAME.get(open < 0 ? written : written.substring(0, open));
        if (found == null || !found.stages().contains(scope.stage())) {
            throw new SampleException("'" + scope.stage().place().word() + " " + written
                    + "' is not an action of this version of Sluice");
        }
        return found.parser().parse(words, scope);
    }
}

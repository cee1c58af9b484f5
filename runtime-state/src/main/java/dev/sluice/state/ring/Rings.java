package dev.sluice.state.ring;

import dev.sluice.config.RingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rings of the configuration. One thread changes which there are, any may look. */
public final class Rings {
    private volatile Map<String, MessageRing> byName = Map.of();
    private volatile List<MessageRing> all = List.of();

    /** Has rings of these sections. One that has a name and a size as before keeps its messages. */
    public void apply(List<RingSpec> specs) {
        Map<String, MessageRing> before = byName;
        Map<String, MessageRing> after = new LinkedHashMap<>();
        for (RingSpec spec : specs) {
            MessageRing known = before.get(spec.name());
            after.put(spec.name(), known != null && known.becomes(spec) ? known : new MessageRing(spec));
        }
        byName = Map.copyOf(after);
        all = List.copyOf(after.values());
    }

    /** All, in order of the configuration. */
    public List<MessageRing> all() {
        return all;
    }

    /** The one of a name; null where there is none. */
    public @Nullable MessageRing find(String name) {
        return byName.get(name);
    }
}

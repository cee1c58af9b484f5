package dev.sluice.config.parse;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.config.LogTarget;
import dev.sluice.config.RingSpec;
import dev.sluice.config.SectionSettings;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The {@code ring} sections, and what names them. */
final class RingSections {
    /** What {@code show events} can show besides. */
    private static final Set<String> TAKEN = Set.of("stdout", "stderr", "buf0", "changes");

    private final Diagnostics diagnostics;
    private final int usualSize;
    private final List<RingSpec> all = new ArrayList<>();

    RingSections(Diagnostics diagnostics, Scope process) {
        this.diagnostics = diagnostics;
        this.usualSize = process.settings().get(GlobalSettings.BUFSIZE);
        // Those of log lines, which have the usual size, whatever the lines before them knew of it.
        for (RingSpec ring : process.settings().get(GlobalSettings.RINGS)) {
            int longest = Math.min(RingSpec.longest(usualSize), ring.maxLength());
            all.add(new RingSpec(
                    ring.name(), ring.description(), ring.format(), usualSize, longest, ring.forwarding()));
        }
    }

    /** Those that were added, in order. */
    List<RingSpec> all() {
        return List.copyOf(all);
    }

    /** Adds what a section says. */
    void add(Scope section) {
        String name = section.name();
        if (TAKEN.contains(name)) {
            diagnostics.alert(section.location(), "sink named '" + name + "' already exists.");
        }
        Settings said = section.settings().build();
        int size = said.has(SectionSettings.RING_SIZE) ? said.get(SectionSettings.RING_SIZE) : usualSize;
        int longest = RingSpec.longest(size);
        int asked = said.has(SectionSettings.RING_MAXLEN) ? said.get(SectionSettings.RING_MAXLEN) : usualSize;
        if (asked > longest && said.has(SectionSettings.RING_MAXLEN)) {
            diagnostics.warning(
                    section.lineOf(SectionSettings.RING_MAXLEN),
                    "ring '" + name + "' event max length '" + asked + "' exceeds max payload size, forced to '"
                            + longest + "'.");
        }
        String description = said.get(SectionSettings.RING_DESCRIPTION);
        all.add(new RingSpec(
                name,
                description.isEmpty() ? name : description,
                said.get(SectionSettings.RING_FORMAT),
                size,
                Math.min(asked, longest),
                new RingSpec.Forwarding(
                        said.get(SectionSettings.RING_SERVERS),
                        said.get(SectionSettings.RING_CONNECT),
                        said.get(SectionSettings.RING_SERVER))));
    }

    /** Checks that the rings that a section logs to are there. */
    void check(Scope section, Setting<List<LogTarget>> setting) {
        List<String> names = all.stream().map(RingSpec::name).toList();
        Location location = section.lineOf(setting);
        for (LogTarget target : section.settings().get(setting)) {
            String address = target.address();
            String name = address.startsWith(RingSpec.PREFIX) ? address.substring(RingSpec.PREFIX.length()) : "";
            if (address.startsWith(RingSpec.PREFIX) && !names.contains(name)) {
                diagnostics.alert(
                        location, "'log': there is no 'ring' section '" + name + "'" + Suggestions.hint(name, names));
            }
        }
    }
}

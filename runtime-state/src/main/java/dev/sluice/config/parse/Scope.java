package dev.sluice.config.parse;

import dev.sluice.config.BindSpec;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * What lines add to: a section, or the object that one line declares.
 *
 * @param place what kind it is
 * @param name its name; empty for a section without one
 * @param settings what was set so far
 * @param binds its bind lines so far
 * @param servers its servers so far
 */
record Scope(Place place, String name, Settings.Builder settings, List<BindSpec> binds, List<ServerSpec> servers) {
    static Scope of(Place place, String name, Settings.Builder settings) {
        return new Scope(place, name, settings, new ArrayList<>(), new ArrayList<>());
    }
}

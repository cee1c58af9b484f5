package dev.sluice.config.parse;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Location;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What lines add to: a section, or the object that one line declares.
 *
 * @param place what kind it is
 * @param name its name; empty for a section without one
 * @param location the line that opened it
 * @param settings what was set so far
 * @param binds its bind lines so far
 * @param servers its servers so far
 * @param lines which line set what, for messages about it later
 */
record Scope(
        Place place,
        String name,
        Location location,
        Settings.Builder settings,
        List<BindSpec> binds,
        List<ServerSpec> servers,
        Map<Setting<?>, Location> lines) {
    static Scope of(Place place, String name, Location location, Settings.Builder settings) {
        return new Scope(place, name, location, settings, new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    }

    /** The line that said something, or the one that opened the whole. */
    Location lineOf(Setting<?> setting) {
        return lines.getOrDefault(setting, location);
    }
}

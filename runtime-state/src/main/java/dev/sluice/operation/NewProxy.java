package dev.sluice.operation;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.config.keyword.Guids;
import dev.sluice.config.keyword.RunningServer;
import dev.sluice.config.parse.RunningLine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that is to be added while the program runs, and what has to hold of it.
 *
 * @param kind of which kind
 * @param name how it is to be called
 */
public record NewProxy(ProxySpec.Kind kind, String name) {
    /** The settings of the section of defaults that it begins with, where its own name can be one. */
    public Checked<Settings> defaults(String section, Context context) {
        int invalid = RunningServer.invalidCharacter(name);
        if (invalid >= 0) {
            return Checked.refused(
                    Reason.BAD_ARGUMENT,
                    "Invalid character '" + name.charAt(invalid) + "' in " + kind.word() + " name.");
        }
        @Nullable Settings found = context.state().configuration().defaults().get(section);
        return found == null
                ? Checked.refused(Reason.DEFAULTS_NOT_FOUND, "Cannot find default proxy '" + section + "'.")
                : Checked.of(found);
    }

    /** The proxy with all of its settings, unless something else has its name or guid. */
    public Checked<ProxySpec> spec(Settings settings, Context context) {
        String guid = settings.get(ProxySettings.GUID);
        Optional<String> conflict = Find.nameHolder(context, name)
                .map(holder -> "name is already used by other proxy '" + holder + "'.")
                .or(() -> Guids.problem(guid).map(problem -> "GUID insertion : " + problem + "."))
                .or(() -> Find.guidHolder(context, guid)
                        .map(holder -> "GUID insertion : duplicate entry with " + holder + "."));
        return conflict.isPresent()
                ? Checked.refused(Reason.NAME_TAKEN, failed(conflict.get()))
                : Checked.of(new ProxySpec(name, kind, RunningLine.LOCATION, settings, List.of(), List.of()));
    }

    /** The same proxy, unless its rules, which it has from its defaults, make no sense in it. */
    public Checked<ProxySpec> runnable(ProxySpec spec, Context context) {
        Optional<String> problem = context.dataPlane().ruleProblem(spec);
        return problem.isPresent()
                ? Checked.refused(Reason.BAD_ARGUMENT, failed(problem.get() + "."))
                : Checked.of(spec);
    }

    private String failed(String why) {
        return "Error during " + kind.word() + " creation : " + why;
    }
}

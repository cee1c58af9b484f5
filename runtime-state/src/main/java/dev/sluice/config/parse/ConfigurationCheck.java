package dev.sluice.config.parse;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import java.util.List;

/** Looks at a configuration whose lines are all right each, for what can be seen only of the whole. */
@FunctionalInterface
public interface ConfigurationCheck {
    /** Finds nothing. */
    ConfigurationCheck NONE = configuration -> List.of();

    /** What is wrong with it; an alert makes it unusable. */
    List<Diagnostic> problems(Configuration configuration);
}

package dev.sluice.cli;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import java.util.List;

/** The address of the master's socket as the command line says it. */
final class MasterSocket {
    private MasterSocket() {}

    /** Reads {@code <address>[,<option>…]}: the options are those of a {@code stats socket} line, with commas for spaces. */
    static BindSpec parse(String argument) throws StartException {
        String line = "global\n    stats socket " + argument.replace(',', ' ') + "\n";
        ParseResult result = new ConfigurationParser(AllKeywords.JOINED)
                .parse(List.of(new Source("-S", line)), Environment.ofProcess(), ParseOptions.DEFAULT);
        if (result.usable().isEmpty()) {
            throw new StartException(result.diagnostics().stream()
                    .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ALERT)
                    .map(diagnostic -> "-S " + argument + ": " + diagnostic.text())
                    .toList());
        }
        return result.usable().get().statsSockets().get(0);
    }
}

package dev.sluice.cli;

import dev.sluice.config.BindSpec;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Messages;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import java.util.List;

/** What {@code -S} says: an address and the options of a {@code stats socket} line, with commas in place of blanks. */
final class MasterSocket {
    private MasterSocket() {}

    /** The line it stands for; its level is admin where none is said, as in HAProxy. */
    static BindSpec parse(String argument) throws StartException {
        String line = argument.replace(',', ' ');
        String level = line.contains(" level ") ? "" : " level admin";
        Source source = new Source("-S", "global\n    stats socket " + line + level + "\n");
        ParseResult result = new ConfigurationParser(AllKeywords.JOINED)
                .parse(List.of(source), Environment.ofProcess(), ParseOptions.DEFAULT);
        return result.usable()
                .flatMap(configuration -> configuration.statsSockets().stream().findFirst())
                .orElseThrow(() -> new StartException(
                        result.diagnostics().stream().map(Messages::body).toList()));
    }
}

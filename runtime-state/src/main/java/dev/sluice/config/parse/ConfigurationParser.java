package dev.sluice.config.parse;

import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.pattern.PatternLoader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads configuration files. */
public final class ConfigurationParser {
    private final Keywords keywords;
    private final ConfigurationCheck check;

    /** A parser that understands {@code keywords}. */
    public ConfigurationParser(Keywords keywords) {
        this(keywords, ConfigurationCheck.NONE);
    }

    /** One that has {@code check} look at what is good in all else. */
    public ConfigurationParser(Keywords keywords, ConfigurationCheck check) {
        this.keywords = keywords;
        this.check = check;
    }

    /** Reads files in this order, as one configuration; reports everything that is wrong with them. */
    public ParseResult parse(List<Source> sources, Environment environment, ParseOptions options) {
        Parsing run = new Parsing(keywords, options, environment.copy(), new Diagnostics(), new PatternLoader(), false);
        Sections sections = new Sections(run);
        sources.forEach(source -> readFile(run, sections, source));
        @Nullable Configuration configuration = checked(run, new Assembly(run, sections).configuration());
        return new ParseResult(
                configuration, run.diagnostics().all(), run.environment().variables());
    }

    private @Nullable Configuration checked(Parsing run, @Nullable Configuration configuration) {
        if (configuration == null) {
            return null;
        }
        check.problems(configuration).forEach(run.diagnostics()::add);
        return run.diagnostics().hasAlerts() ? null : configuration;
    }

    private static void readFile(Parsing run, Sections sections, Source source) {
        Blocks blocks = new Blocks(run);
        String[] lines = source.text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String directory =
                    run.global().settings().get(GlobalSettings.DEFAULT_PATH).directory(source.name());
            Location location = new Location(source.name(), i + 1, directory);
            try {
                readLine(run, sections, blocks, location, lines[i]);
            } catch (BadLineException e) {
                run.diagnostics().alert(location, e.text());
            }
        }
        blocks.endOfFile();
    }

    private static void readLine(Parsing run, Sections sections, Blocks blocks, Location location, String text)
            throws BadLineException {
        Map<String, String> pseudoVariables = Map.of(
                ".FILE",
                location.file(),
                ".LINE",
                Integer.toString(location.line()),
                ".SECTION",
                sections.currentWord());
        Lexer.Words words = Lexer.split(text, run.environment(), pseudoVariables);
        if (words.list().isEmpty()) {
            return;
        }
        if (words.list().get(0).startsWith(".")) {
            blocks.directive(location, words.list());
        } else if (blocks.active()) {
            if (!words.problem().isEmpty()) {
                throw new BadLineException(words.problem());
            }
            sections.line(location, words.list());
        }
    }
}

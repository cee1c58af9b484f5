package dev.sluice.config.keyword;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;

/** Reads what {@code add frontend} and {@code add bind} say, by the grammar of the file. */
public final class RunningFrontend {
    private RunningFrontend() {}

    /** Settings of a frontend, several on one line, over those that it starts from. */
    public static Settings settings(Line line, Settings start) throws BadLineException {
        return line.parameters(Place.FRONTEND, line.sectionName(), start);
    }

    /** Addresses to listen on, and what follows them. */
    public static BindSpec bind(Line line) throws BadLineException {
        return BindKeywords.read(line, Place.BIND);
    }
}

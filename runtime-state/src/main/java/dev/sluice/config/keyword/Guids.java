package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.Optional;

/** Names that no other object of the process has: {@code guid}. */
public final class Guids {
    /** As long as a row of a stats-file can hold. */
    private static final int LENGTH_MAX = 127;

    private Guids() {}

    /** Why a text can not be a guid. */
    public static Optional<String> problem(String text) {
        if (text.length() > LENGTH_MAX) {
            return Optional.of("key too long");
        }
        return text.chars()
                .filter(c -> !isPermitted(c))
                .mapToObj(c -> "invalid character '" + (char) c + "'")
                .findFirst();
    }

    private static boolean isPermitted(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.:".indexOf(c) >= 0;
    }

    static void read(Line line) throws BadLineException {
        Setting<String> setting = line.place() == Place.SERVER ? ServerSettings.GUID : ProxySettings.GUID;
        String text = line.next("a text");
        Optional<String> problem = problem(text);
        if (problem.isPresent()) {
            throw line.bad("'guid' : " + problem.get() + ".");
        }
        line.set(setting, text);
    }
}

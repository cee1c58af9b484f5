package dev.sluice.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How names of header fields are spelled for peers that mind the case of letters ({@code h1-case-adjust}).
 *
 * @param ofLines what lines of the section say, by the name in small letters
 * @param ofFile what the file says, likewise
 */
public record HeaderCases(Map<String, String> ofLines, Map<String, String> ofFile) {
    /** Nobody minds. */
    public static final HeaderCases NONE = new HeaderCases(Map.of(), Map.of());

    /** Copies what it is given. */
    public HeaderCases {
        ofLines = Map.copyOf(ofLines);
        ofFile = Map.copyOf(ofFile);
    }

    /** Whether a line or the file names it already. */
    public boolean has(String from) {
        return ofLines.containsKey(from) || ofFile.containsKey(from);
    }

    /** The same with one more name of a line. */
    public HeaderCases with(String from, String to) {
        Map<String, String> more = new HashMap<>(ofLines);
        more.put(from, to);
        return new HeaderCases(more, ofFile);
    }

    /** All of it, by names in small letters; a name that was given with capitals is nobody's. */
    public Map<String, String> all() {
        Map<String, String> all = new HashMap<>(ofFile);
        all.putAll(ofLines);
        all.keySet().removeIf(from -> !from.equals(from.toLowerCase(Locale.ROOT)));
        return Map.copyOf(all);
    }
}

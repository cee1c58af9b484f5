package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the expression of a test and its patterns.
 *
 * @param ignoreCase {@code -i}
 * @param matching what {@code -m} says; null where it was not said
 * @param files the words behind {@code -f}
 * @param asMap {@code -M}: lines of files are keys and values
 * @param id what {@code -u} says; -1 for none
 * @param explicit whether {@code --} ended the flags
 */
record Flags(
        boolean ignoreCase, @Nullable Matching matching, List<String> files, boolean asMap, int id, boolean explicit) {
    /** Reads the flags of {@code acl}. */
    static Flags read(Acl acl) throws SampleException {
        boolean ignoreCase = false;
        boolean asMap = false;
        boolean explicit = false;
        int id = -1;
        Matching matching = null;
        List<String> files = new ArrayList<>();
        List<String> flags = acl.flags();
        for (int i = 0; i < flags.size(); i++) {
            switch (flags.get(i)) {
                case "-i" -> ignoreCase = true;
                case "-M" -> asMap = true;
                case "--" -> explicit = true;
                case "-n" -> {
                    // Names are never resolved here.
                }
                case "-f" -> files.add(argument(flags, ++i));
                case "-u" -> id = id(argument(flags, ++i));
                case "-m" -> matching = matching(argument(flags, ++i));
                default -> throw new SampleException("unknown flag '" + flags.get(i) + "'");
            }
        }
        return new Flags(ignoreCase, matching, files, asMap, id, explicit);
    }

    private static String argument(List<String> flags, int index) throws SampleException {
        if (index >= flags.size()) {
            throw new SampleException("missing argument after '" + flags.get(index - 1) + "'");
        }
        return flags.get(index);
    }

    private static Matching matching(String word) throws SampleException {
        Matching found = Matching.of(word);
        if (found == null) {
            throw new SampleException("unknown matching method '" + word + "' when parsing ACL expression");
        }
        return found;
    }

    private static int id(String word) throws SampleException {
        if (!word.matches("[0-9]{1,9}")) {
            throw new SampleException("'" + word + "' is not a valid unique id");
        }
        return Integer.parseInt(word);
    }
}

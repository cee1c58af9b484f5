package dev.sluice.config.keyword;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;

/** {@code server-template}: many servers on one line. */
final class ServerTemplates {
    /** More of one line are a slip of the keyboard: each of them is an object with counters. */
    private static final int MOST = 10_000;

    private ServerTemplates() {}

    static void read(Line line) throws BadLineException {
        String prefix = line.next("<prefix> <number> <address>[:<port>]");
        String range = line.next("<number> or <first>-<last>");
        String word = line.next("<address>[:<port>]");
        int dash = range.indexOf('-');
        int first = dash < 0 ? 1 : number(line, range.substring(0, dash));
        int last = number(line, range.substring(dash + 1));
        if (last < first || last - first >= MOST) {
            throw line.bad("'server-template' : the range '" + range + "' is empty or has more than " + MOST + ".");
        }
        try {
            ServerSpec model = ServerKeywords.read(line, prefix + first, word);
            for (int i = first; i <= last; i++) {
                add(line, model, prefix + i);
            }
        } catch (BadLineException e) {
            throw line.bad("'server-template " + line.sectionName() + "/" + prefix + "' : " + e.text());
        }
    }

    private static void add(Line line, ServerSpec model, String name) throws BadLineException {
        for (ServerSpec other : line.servers()) {
            if (other.name().equals(name)) {
                throw line.bad("another server has the name '" + name + "', declared at " + other.location() + ".");
            }
        }
        line.addServer(new ServerSpec(
                name,
                model.address(),
                model.location(),
                model.settings().toBuilder().unset(ServerSettings.ID).build()));
    }

    private static int number(Line line, String word) throws BadLineException {
        if (!word.matches("[0-9]{1,6}")) {
            throw line.bad("'server-template' expects a number or a range (got '" + word + "').");
        }
        return Integer.parseInt(word);
    }
}

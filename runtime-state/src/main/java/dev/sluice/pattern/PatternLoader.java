package dev.sluice.pattern;

import dev.sluice.pattern.PatternUses.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Collects the references of a configuration while it is read. Confined to the thread that reads. */
public final class PatternLoader {
    /** ACLs of HAProxy itself, which have their numbers before those that come late. */
    private static final int OWN_OF_HAPROXY = 4;

    private final Map<String, PatternReference> files = new LinkedHashMap<>();
    private final Map<PatternReference, int[]> linesOf = new IdentityHashMap<>();
    private final List<PatternReference> all = new ArrayList<>();
    private final List<PatternReference> late = new ArrayList<>();

    /** Where a line of the configuration finds patterns, with files by their names. */
    public PatternSource at(String file, int line) {
        return at(file, line, UnaryOperator.identity());
    }

    /** The same where {@code paths} says of a file's name where it is. */
    public PatternSource at(String file, int line, UnaryOperator<String> paths) {
        return new AtLine("file '" + file + "' line " + line, all, paths);
    }

    /**
     * The same for what HAProxy reads only once it has seen all lines, such as {@code use_backend} with an expression. It does so in the
     * directory where it was started, so what is there by that name comes first.
     */
    public PatternSource lateAt(String file, int line, UnaryOperator<String> paths) {
        UnaryOperator<String> started = name -> Files.exists(Path.of(name)) ? name : paths.apply(name);
        return new AtLine("file '" + file + "' line " + line, late, started);
    }

    /** All that was asked for, numbered as HAProxy numbers them. */
    public PatternSet set() {
        List<PatternReference> numbered = new ArrayList<>(all);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).number(i);
        }
        for (int i = 0; i < late.size(); i++) {
            late.get(i).number(all.size() + OWN_OF_HAPROXY + i);
            numbered.add(late.get(i));
        }
        return new PatternSet(numbered);
    }

    private final class AtLine implements PatternSource {
        private final String place;
        private final List<PatternReference> turn;
        private final UnaryOperator<String> paths;

        AtLine(String place, List<PatternReference> turn, UnaryOperator<String> paths) {
            this.place = place;
            this.turn = turn;
            this.paths = paths;
        }

        @Override
        public PatternIndex map(String file, PatternMatch match, PatternValueType type) throws PatternException {
            PatternReference reference = file(file, true, turn, paths);
            reference.uses(reference.uses().byMap("by map at " + place, new View(match, false, type)));
            return index(reference, match, false);
        }

        @Override
        public List<PatternIndex> acl(AclPatterns wanted) throws PatternException {
            List<PatternIndex> indexes = new ArrayList<>();
            View view = new View(wanted.match(), wanted.ignoreCase(), PatternValueType.STR);
            for (String file : wanted.files()) {
                PatternReference reference = file(file, false, turn, paths);
                reference.uses(reference.uses().byAcl("by acl at " + place, view));
                indexes.add(index(reference, wanted.match(), wanted.ignoreCase()));
            }
            PatternReference listed = PatternReference.listed(wanted);
            turn.add(listed);
            listed.uses(PatternUses.NONE.byAcl("acl '" + wanted.criterion() + "' " + wanted.place(), view));
            PatternIndex index = listed.index(wanted.match(), wanted.ignoreCase());
            for (String pattern : wanted.patterns()) {
                byte[] key = Texts.encode(pattern);
                String problem = index.problem(key);
                if (!problem.isEmpty()) {
                    throw new PatternException(problem);
                }
                listed.load(0, key, Texts.EMPTY);
            }
            indexes.add(index);
            return indexes;
        }
    }

    private PatternReference file(
            String name, boolean withValues, List<PatternReference> turn, UnaryOperator<String> paths)
            throws PatternException {
        PatternReference known = files.get(PatternFile.path(name));
        if (known != null && known.uses().isMap() != withValues) {
            throw new PatternException("The file \"" + known.file() + "\" is already used as "
                    + columns(!withValues) + " column file and cannot be used by as " + columns(withValues)
                    + " column file.");
        }
        if (known != null) {
            if (turn == all && late.remove(known)) {
                all.add(known);
            }
            return known;
        }
        PatternFile file = PatternFile.read(name, paths);
        PatternReference reference = PatternReference.ofFile(file.path(), file.digest());
        reference.uses(new PatternUses("pattern loaded from file '" + name + "' used", withValues, false, List.of()));
        IntStream.Builder lines = IntStream.builder();
        file.forEach(withValues, (line, key, value) -> {
            reference.load(0, key, value);
            lines.add(line);
        });
        linesOf.put(reference, lines.build().toArray());
        files.put(file.path(), reference);
        turn.add(reference);
        return reference;
    }

    private static String columns(boolean withValues) {
        return withValues ? "two" : "one";
    }

    /** An index of entries that are there already; what is wrong with one of them is told with its line. */
    private PatternIndex index(PatternReference reference, PatternMatch match, boolean ignoreCase)
            throws PatternException {
        PatternIndex known = reference.known(match, ignoreCase);
        PatternIndex probe = known == null ? new PatternIndex(reference, match, ignoreCase, 0) : known;
        PatternCursor entries = reference.entries(0);
        int at = 0;
        for (PatternEntry entry = entries.next(); entry != null; entry = entries.next()) {
            String problem = known == null ? probe.problem(entry.key()) : "";
            problem = problem.isEmpty() ? reference.valueProblem(entry.value()) : problem;
            if (!problem.isEmpty()) {
                int[] lines = linesOf.getOrDefault(reference, new int[0]);
                throw new PatternException(problem + (at < lines.length ? " at line " + lines[at] : "") + " of file '"
                        + reference.file() + "'");
            }
            at++;
        }
        return reference.index(match, ignoreCase);
    }
}

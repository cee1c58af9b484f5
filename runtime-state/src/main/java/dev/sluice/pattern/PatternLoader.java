package dev.sluice.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the references of a configuration while it is read. Confined to the thread that reads. */
public final class PatternLoader {
    private final Map<String, PatternReference> files = new LinkedHashMap<>();
    private final List<PatternReference> all = new ArrayList<>();

    /** Where a line of the configuration finds patterns. */
    public PatternSource at(String file, int line) {
        return new AtLine("file '" + file + "' line " + line);
    }

    /** All that was asked for. */
    public PatternSet set() {
        return new PatternSet(all);
    }

    private PatternReference take(PatternReference reference) {
        reference.number(all.size());
        all.add(reference);
        return reference;
    }

    private final class AtLine implements PatternSource {
        private final String place;

        AtLine(String place) {
            this.place = place;
        }

        @Override
        public PatternIndex map(String file, PatternMatch match, PatternValueType type) throws PatternException {
            PatternReference reference = file(file, true);
            reference.uses(reference.uses().and(true, "by map at " + place, Set.of(type)));
            return index(reference, match, false);
        }

        @Override
        public List<PatternIndex> acl(AclPatterns wanted) throws PatternException {
            List<PatternIndex> indexes = new ArrayList<>();
            for (String file : wanted.files()) {
                PatternReference reference = file(file, false);
                reference.uses(reference.uses().and(false, "by acl at " + place, Set.of()));
                indexes.add(index(reference, wanted.match(), wanted.ignoreCase()));
            }
            PatternReference listed = take(PatternReference.listed(wanted));
            listed.uses(PatternUses.NONE.and(false, "acl '" + wanted.criterion() + "' " + wanted.place(), Set.of()));
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

    private PatternReference file(String name, boolean withValues) throws PatternException {
        PatternReference known = files.get(PatternFile.path(name));
        if (known != null) {
            return known;
        }
        PatternFile file = PatternFile.read(name);
        PatternReference reference = PatternReference.ofFile(file.path(), file.digest());
        file.forEach(withValues, (line, key, value) -> reference.load(0, key, value));
        files.put(file.path(), take(reference));
        return reference;
    }

    /** An index of entries that are there already; what is wrong with one of them is told. */
    private static PatternIndex index(PatternReference reference, PatternMatch match, boolean ignoreCase)
            throws PatternException {
        PatternIndex known = reference.known(match, ignoreCase);
        PatternIndex probe = known == null ? new PatternIndex(reference, match, ignoreCase, 0) : known;
        PatternCursor entries = reference.entries(0);
        for (PatternEntry entry = entries.next(); entry != null; entry = entries.next()) {
            String problem = known == null ? probe.problem(entry.key()) : "";
            problem = problem.isEmpty() ? reference.valueProblem(entry.value()) : problem;
            if (!problem.isEmpty()) {
                throw new PatternException(problem);
            }
        }
        return reference.index(match, ignoreCase);
    }
}

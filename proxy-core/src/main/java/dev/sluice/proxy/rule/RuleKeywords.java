package dev.sluice.proxy.rule;

import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Conditions;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What this package adds to the configuration language: the criteria of ACLs, and the ACLs that nobody has to declare. */
public final class RuleKeywords {
    /** A keyword for each of them. */
    public static final List<Keyword> ALL = join();

    private RuleKeywords() {}

    private static List<Keyword> join() {
        List<Keyword> keywords = new ArrayList<>();
        for (Criterion criterion : Criteria.all()) {
            keywords.add(Keyword.of(
                            criterion.name(), criterion.patterns(), Set.of(Place.CRITERION), criterion.documentation())
                    .effective(RuleKeywords::check));
        }
        for (String name : Criteria.predefinedNames()) {
            keywords.add(Keyword.of(name, "", Set.of(Place.PREDEFINED_ACL), "an ACL that is always there")
                    .effective(line -> {}));
        }
        return List.copyOf(keywords);
    }

    private static void check(Line line) throws BadLineException {
        Optional<String> problem = Criteria.problem(Conditions.take(line));
        if (problem.isPresent()) {
            throw line.bad(problem.get());
        }
    }
}

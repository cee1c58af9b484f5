package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.SampleException;
import java.util.EnumSet;
import java.util.Set;

/**
 * An action. All that the language, its messages and the manual know of it stands in this declaration.
 *
 * @param name as it is written, without what stands between parentheses
 * @param stages in which rules it may stand
 * @param usage its arguments, as a synopsis
 * @param documentation what it does, in one phrase
 * @param without why it has no effect here; empty for one that has
 * @param experimental whether the configuration has to say first that it knows of such
 * @param parser takes its words and makes it
 */
public record ActionSpec(
        String name,
        Set<Stage> stages,
        String usage,
        String documentation,
        String without,
        boolean experimental,
        Parser parser) {
    /** Rules about requests. */
    public static final Set<Stage> REQUEST = EnumSet.of(Stage.REQUEST);
    /** Rules about requests and about the responses of servers. */
    public static final Set<Stage> BOTH = EnumSet.of(Stage.REQUEST, Stage.RESPONSE);
    /** Rules about responses, whoever made them. */
    public static final Set<Stage> RESPONSES = EnumSet.of(Stage.RESPONSE, Stage.AFTER_RESPONSE);
    /** All rules. */
    public static final Set<Stage> ALL = EnumSet.allOf(Stage.class);

    /** Makes an action of the words behind its name. */
    @FunctionalInterface
    public interface Parser {
        /** Takes the words that belong to it. */
        Action parse(Words words, RuleScope scope) throws SampleException;
    }

    /** Declares an action. */
    public static ActionSpec of(String name, Set<Stage> stages, String usage, String documentation, Parser parser) {
        return new ActionSpec(name, stages, usage, documentation, "", false, parser);
    }

    /** Declares one whose arguments are checked, and that does nothing because of {@code reason}. */
    public static ActionSpec withoutEffect(String name, Set<Stage> stages, String usage, String reason, Parser parser) {
        return new ActionSpec(name, stages, usage, "", reason, false, parser);
    }

    /** The same, to be allowed before it is used. */
    ActionSpec asExperimental() {
        return new ActionSpec(name, stages, usage, documentation, without, true, parser);
    }
}

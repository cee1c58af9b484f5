package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import org.jspecify.annotations.Nullable;

/** Compiles single tests: an expression, how to compare, patterns. */
final class AclCompiler {
    private AclCompiler() {}

    static Test compile(Acl acl, CompileScope scope) throws SampleException {
        Flags flags = Flags.read(acl);
        String word = acl.criterion();
        String name = name(word);
        AclWords.Meaning meaning = AclWords.of(name);
        String text = meaning == null ? word : meaning.fetch() + word.substring(name.length());
        Expression expression;
        try {
            // What is absent makes a test fail; so its stage is no error.
            expression = Expression.compile(text, scope.at(Layer.Stage.LOG));
        } catch (SampleException e) {
            throw new SampleException(e.text() + " in ACL expression '" + word + "'");
        }
        Matching matching = matching(flags, meaning, expression, name);
        if (!Casts.isPossible(expression.type(), matching.input())) {
            throw new SampleException(
                    "matching method '" + matching.word() + "' cannot be used with fetch keyword '" + name + "'");
        }
        return test(expression, matching, PatternSets.matcher(acl, name, flags, matching, scope));
    }

    /** What is asked, without arguments and converters. */
    private static String name(String criterion) {
        int end = 0;
        while (end < criterion.length() && criterion.charAt(end) != '(' && criterion.charAt(end) != ',') {
            end++;
        }
        return criterion.substring(0, end);
    }

    /** Whether a test depends on bytes that may still come. */
    static boolean looksAtBytes(Acl acl) {
        String name = name(acl.criterion());
        AclWords.Meaning meaning = AclWords.of(name);
        Fetch fetch = SampleWords.ALL.fetch(meaning == null ? name : meaning.fetch());
        return fetch != null
                && (fetch.layer() == Layer.REQUEST_BYTES
                        || fetch.layer() == Layer.RESPONSE_BYTES
                        || fetch.layer() == Layer.REQUEST
                        || name.equals("wait_end")
                        || name.startsWith("payload"));
    }

    /** Whether a test depends on the head of a response. */
    static boolean looksAtResponse(Acl acl) {
        String name = name(acl.criterion());
        AclWords.Meaning meaning = AclWords.of(name);
        Fetch fetch = SampleWords.ALL.fetch(meaning == null ? name : meaning.fetch());
        return fetch != null && fetch.layer() == Layer.RESPONSE;
    }

    private static Matching matching(
            Flags flags, AclWords.@Nullable Meaning meaning, Expression expression, String name)
            throws SampleException {
        Matching said = flags.matching();
        if (said != null) {
            return said;
        }
        if (meaning != null && !expression.isConverted()) {
            return meaning.matching();
        }
        Matching usual = Matching.usual(expression.type());
        if (usual == null) {
            throw new SampleException(
                    "matching method must be specified first (using '-m' flag) when using a sample fetch"
                            + " of this type ('" + name + "')");
        }
        return usual;
    }

    private static Test test(Expression expression, Matching matching, Matcher matcher) {
        SampleType input = matching.input();
        return context -> {
            Sample sample = context.tested();
            int mark = context.scratch().mark();
            sample.iterate();
            boolean found;
            do {
                sample.exhausted();
                found = one(expression, input, matcher, context, sample);
            } while (!found && sample.hasMore());
            context.scratch().release(mark);
            return found;
        };
    }

    private static boolean one(
            Expression expression, SampleType input, Matcher matcher, SampleContext context, Sample sample) {
        return expression.evaluate(context, sample)
                && Casts.cast(sample, input, context.scratch())
                && matcher.matches(sample);
    }
}

package dev.sluice.proxy.rule;

import dev.sluice.proxy.rule.Test.Answer;
import dev.sluice.proxy.sample.SampleContext;

/** Tests that look at bytes, and what is made of them: while more bytes may come, they can leave it open whether they hold. */
final class LateTests {
    private LateTests() {}

    /** One that looks at bytes: what does not hold yet may hold with more of them. */
    record Late(Test test) implements Test {
        @Override
        public boolean matches(SampleContext context) {
            return test.matches(context);
        }

        @Override
        public Answer ask(SampleContext context) {
            return test.matches(context) ? Answer.YES : Answer.NOT_YET;
        }
    }

    /** The opposite of one. */
    record Opposite(Test test) implements Test {
        @Override
        public boolean matches(SampleContext context) {
            return !test.matches(context);
        }

        @Override
        public Answer ask(SampleContext context) {
            return test.ask(context).opposite();
        }
    }

    /** Holds where one of them does. */
    static Answer any(Test[] tests, SampleContext context) {
        Answer all = Answer.NO;
        for (Test test : tests) {
            Answer one = test.ask(context);
            if (one == Answer.YES) {
                return one;
            }
            all = one == Answer.NOT_YET ? one : all;
        }
        return all;
    }

    /** Holds where all of them do: one that does not settles it, whatever is still to come. */
    static Answer every(Test[] tests, SampleContext context) {
        Answer all = Answer.YES;
        for (Test test : tests) {
            Answer one = test.ask(context);
            if (one == Answer.NO) {
                return one;
            }
            all = one == Answer.NOT_YET ? one : all;
        }
        return all;
    }
}

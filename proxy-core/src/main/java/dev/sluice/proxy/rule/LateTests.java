package dev.sluice.proxy.rule;

import dev.sluice.proxy.rule.Test.Answer;
import dev.sluice.proxy.sample.SampleContext;
import java.util.List;

/** Tests that look at bytes, and what is made of them: while more bytes may come, they can leave it open whether they hold. */
final class LateTests {
    private LateTests() {}

    /** One that looks at bytes: what does not hold yet may hold with more of them, unless they have settled it. */
    record Late(Test test) implements Test {
        @Override
        public boolean matches(SampleContext context) {
            return test.matches(context);
        }

        @Override
        public Answer ask(SampleContext context) {
            context.settled(false);
            return test.matches(context) ? Answer.YES : context.isSettled() ? Answer.NO : Answer.NOT_YET;
        }
    }

    /** One that looks at the head of a response, which may hold once that is there; where no HTTP is read none will come. */
    record OfHead(Test test) implements Test {
        @Override
        public boolean matches(SampleContext context) {
            return test.matches(context);
        }

        @Override
        public Answer ask(SampleContext context) {
            boolean open = context.isHttp() && context.response() == null;
            return test.matches(context) ? Answer.YES : open ? Answer.NOT_YET : Answer.NO;
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
    record Any(Test[] all) implements Test {
        @Override
        public boolean matches(SampleContext context) {
            for (Test test : all) {
                if (test.matches(context)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Answer ask(SampleContext context) {
            Answer together = Answer.NO;
            for (Test test : all) {
                Answer one = test.ask(context);
                if (one == Answer.YES) {
                    return one;
                }
                together = one == Answer.NOT_YET ? one : together;
            }
            return together;
        }
    }

    /** Holds where all of them do: one that does not settles it, whatever is still to come. */
    record All(Test[] all) implements Test {
        @Override
        public boolean matches(SampleContext context) {
            for (Test test : all) {
                if (!test.matches(context)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Answer ask(SampleContext context) {
            Answer together = Answer.YES;
            for (Test test : all) {
                Answer one = test.ask(context);
                if (one == Answer.NO) {
                    return one;
                }
                together = one == Answer.NOT_YET ? one : together;
            }
            return together;
        }
    }

    /** The one that holds where one of them does. */
    static Test any(List<Test> tests) {
        return tests.size() == 1 ? tests.get(0) : new Any(tests.toArray(Test[]::new));
    }

    /** The one that holds where all of them do. */
    static Test all(List<Test> tests) {
        return tests.size() == 1 ? tests.get(0) : new All(tests.toArray(Test[]::new));
    }
}

package dev.sluice.proxy.action;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.rule.LogProfiles;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.NameQuestion;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** Actions that change how the transaction goes on. */
final class FlowActions {
    private static final List<String> LEVELS =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    static final List<ActionSpec> ALL = List.of(
            ActionSpec.of(
                    "wait-for-body",
                    ActionSpec.BOTH,
                    "time <time> [at-least <bytes>]",
                    "wait for the message's body",
                    FlowActions::waitForBody),
            ActionSpec.of(
                    "do-resolve",
                    ActionSpec.REQUEST,
                    "(<variable>,<resolvers>[,ipv4|ipv6]) <expression>",
                    "keep the address of a name in a variable",
                    FlowActions::resolve),
            ActionSpec.of("pause", ActionSpec.BOTH, "<time>", "wait", FlowActions::pause),
            ActionSpec.of(
                    "set-log-level",
                    ActionSpec.ALL,
                    "<level>|silent",
                    "how important the request is to the log",
                    FlowActions::logLevel),
            ActionSpec.of(
                    "do-log", ActionSpec.ALL, "[profile <name>]", "write a line of the log now", FlowActions::log),
            ActionSpec.of(
                    "set-timeout",
                    ActionSpec.BOTH,
                    "<which> <time>|<expression>",
                    "set a timeout of this request",
                    FlowActions::timeout),
            ActionSpec.of(
                    "set-retries",
                    ActionSpec.REQUEST,
                    "<count>|<expression>",
                    "how often a failed attempt to reach a server is repeated",
                    FlowActions::retries),
            ActionSpec.of(
                    "strict-mode",
                    ActionSpec.ALL,
                    "on|off",
                    "whether a change that has no room ends the request",
                    FlowActions::strict),
            ActionSpec.of(
                    "disable-l7-retry",
                    ActionSpec.REQUEST,
                    "",
                    "do not send the request again once a server has had it",
                    (words, scope) -> transaction -> {
                        transaction.sendOnce();
                        return Verdict.CONTINUE;
                    }),
            ActionSpec.of(
                    "set-src",
                    ActionSpec.REQUEST,
                    "<expression>",
                    "what is taken for the client's address",
                    (words, scope) -> address(words, scope, true)),
            ActionSpec.of(
                    "set-dst",
                    ActionSpec.REQUEST,
                    "<expression>",
                    "what is taken for the address asked",
                    (words, scope) -> address(words, scope, false)),
            ActionSpec.of(
                    "set-src-port",
                    ActionSpec.REQUEST,
                    "<expression>",
                    "what is taken for the client's port",
                    (words, scope) -> port(words, scope, true)),
            ActionSpec.of(
                    "set-dst-port",
                    ActionSpec.REQUEST,
                    "<expression>",
                    "what is taken for the port asked",
                    (words, scope) -> port(words, scope, false)),
            ActionSpec.withoutEffect(
                    "wait-for-handshake",
                    ActionSpec.REQUEST,
                    "",
                    "no request begins before its client's handshake is over, as early data is never taken",
                    (words, scope) -> t -> Verdict.CONTINUE),
            ActionSpec.withoutEffect(
                    "set-nice",
                    ActionSpec.BOTH,
                    "<value>",
                    "each worker serves its requests in turn",
                    (words, scope) -> {
                        int unused = words.number("a value", -1024, 1024);
                        return t -> Verdict.CONTINUE;
                    }));

    private FlowActions() {}

    private static Action log(Words words, RuleScope scope) throws SampleException {
        String profile = words.accept("profile") ? words.next("the name of a log-profile section") : "";
        LogProfiles.check(profile, scope.samples());
        LogStep step = switch (scope.stage()) {
            case REQUEST -> LogStep.HTTP_REQ;
            case RESPONSE -> LogStep.HTTP_RES;
            case AFTER_RESPONSE -> LogStep.HTTP_AFTER_RES;
        };
        return transaction -> {
            transaction.samples().log(step, profile);
            return Verdict.CONTINUE;
        };
    }

    private static Action waitForBody(Words words, RuleScope scope) throws SampleException {
        long millis = -1;
        int enough = Integer.MAX_VALUE;
        while (words.hasNext()) {
            String word = words.next("a keyword");
            switch (word) {
                case "time" -> millis = words.time("a time");
                case "at-least" -> enough = Sizes.read(words);
                default -> throw words.bad("only supports 'time' and 'at-least' (got '" + word + "')");
            }
        }
        if (millis < 0) {
            throw words.bad("expects 'time'");
        }
        long most = millis;
        int wanted = enough;
        return transaction -> {
            int there = transaction.bodyBytes(wanted);
            if (there < 0 || there >= wanted) {
                return Verdict.CONTINUE;
            }
            long left = most - Math.max(0, transaction.waitedMillis());
            if (left <= 0) {
                transaction.bodyMissing();
                return Verdict.ENDED;
            }
            transaction.waitFor(left, true);
            return Verdict.WAIT;
        };
    }

    private static Action resolve(Words words, RuleScope scope) throws SampleException {
        String inner = words.inParentheses();
        NameQuestion question = NameQuestion.parse(inner, words.expression(scope.samples()), scope.samples());
        return transaction -> {
            SampleContext context = transaction.samples();
            if (question.run(context, transaction.sample(), false)) {
                return Verdict.CONTINUE;
            }
            CompletionStage<?> asked = context.asked();
            if (asked != null) {
                transaction.waitFor(asked);
            }
            return Verdict.WAIT;
        };
    }

    private static Action pause(Words words, RuleScope scope) throws SampleException {
        long millis = words.time("a time");
        return transaction -> {
            long left = millis - Math.max(0, transaction.waitedMillis());
            if (left <= 0) {
                return Verdict.CONTINUE;
            }
            transaction.waitFor(left, false);
            return Verdict.WAIT;
        };
    }

    private static Action logLevel(Words words, RuleScope scope) throws SampleException {
        String word = words.next("a level").toLowerCase(Locale.ROOT);
        int level = word.equals("silent") ? -1 : LEVELS.indexOf(word);
        if (level < 0 && !word.equals("silent")) {
            throw words.bad("expects one of 'emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug' or"
                    + " 'silent' (got '" + word + "')");
        }
        return transaction -> {
            transaction.logLevel(level);
            return Verdict.CONTINUE;
        };
    }

    private static Action timeout(Words words, RuleScope scope) throws SampleException {
        String name = words.next("a timeout");
        Transaction.Timeout which;
        try {
            which = Transaction.Timeout.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw words.bad("knows no timeout '" + name + "'");
        }
        if (words.peek().matches("[0-9].*")) {
            long millis = words.time("a time");
            return transaction -> {
                transaction.timeout(which, millis);
                return Verdict.CONTINUE;
            };
        }
        Expression millis = words.expression(scope.samples());
        return transaction -> {
            Sample sample = transaction.sample();
            if (millis.evaluate(transaction.samples(), sample, SampleType.SINT) && sample.number() > 0) {
                transaction.timeout(which, sample.number());
            }
            return Verdict.CONTINUE;
        };
    }

    private static Action retries(Words words, RuleScope scope) throws SampleException {
        if (words.peek().matches("[0-9]+")) {
            int count = words.number("a number", 0, Integer.MAX_VALUE);
            return transaction -> {
                transaction.retries(count);
                return Verdict.CONTINUE;
            };
        }
        Expression wanted = words.expression(scope.samples());
        return transaction -> {
            Sample sample = transaction.sample();
            if (wanted.evaluate(transaction.samples(), sample, SampleType.SINT) && sample.number() >= 0) {
                transaction.retries((int) Math.min(Integer.MAX_VALUE, sample.number()));
            }
            return Verdict.CONTINUE;
        };
    }

    private static Action strict(Words words, RuleScope scope) throws SampleException {
        String word = words.next("'on' or 'off'");
        if (!word.equals("on") && !word.equals("off")) {
            throw words.bad("expects 'on' or 'off' (got '" + word + "')");
        }
        return transaction -> {
            transaction.strict(word.equals("on"));
            return Verdict.CONTINUE;
        };
    }

    private static Action address(Words words, RuleScope scope, boolean source) throws SampleException {
        Expression expression = words.expression(scope.samples());
        return transaction -> {
            Sample sample = transaction.sample();
            if (expression.evaluate(transaction.samples(), sample, SampleType.ADDR)) {
                byte[] address = bytes(sample);
                if (source) {
                    transaction.client(address, -1);
                } else {
                    transaction.destination(address, -1);
                }
            }
            return Verdict.CONTINUE;
        };
    }

    private static byte[] bytes(Sample sample) {
        if (sample.type() == SampleType.IPV4) {
            long n = sample.number();
            return new byte[] {(byte) (n >> 24), (byte) (n >> 16), (byte) (n >> 8), (byte) n};
        }
        byte[] address = new byte[16];
        System.arraycopy(sample.bytes(), sample.start(), address, 0, Math.min(16, sample.length()));
        return address;
    }

    private static Action port(Words words, RuleScope scope, boolean source) throws SampleException {
        Expression expression = words.expression(scope.samples());
        return transaction -> {
            Sample sample = transaction.sample();
            if (expression.evaluate(transaction.samples(), sample, SampleType.SINT)) {
                int port = (int) (sample.number() & 0xFFFF);
                if (source) {
                    transaction.client(null, port);
                } else {
                    transaction.destination(null, port);
                }
            }
            return Verdict.CONTINUE;
        };
    }
}

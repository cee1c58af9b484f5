package dev.sluice.proxy.rule;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.config.Acl;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.state.Proxy;
import java.util.Collections;
import java.util.List;

/** Samples that ask ACLs: what these say, and values that are passed on only where they hold. */
final class AclSamples {
    /** As many as HAProxy takes. */
    private static final int NAMES_MAX = 12;

    static final List<Fetch> FETCHES = List.of(Fetch.of(
            "acl",
            new Signature(Collections.nCopies(NAMES_MAX, STRING), 1),
            SampleType.BOOL,
            Layer.INTERNAL,
            "whether all of these ACLs hold, or do not where '!' stands in front",
            (arguments, scope) -> {
                Test test = all(arguments, 0, scope);
                return (context, sample) -> {
                    boolean holds = apart(test, context);
                    return sample.bool(holds);
                };
            }));

    static final List<Converter> CONVERTERS = List.of(Converter.of(
            "when",
            Signature.of(1, STRING, STRING, STRING, STRING),
            SampleType.ANY,
            SampleType.SAME,
            "the value where a condition holds, else none",
            AclSamples::when));

    private AclSamples() {}

    private static Test all(Arguments arguments, int from, CompileScope scope) throws SampleException {
        Test[] tests = new Test[arguments.size() - from];
        for (int i = 0; i < tests.length; i++) {
            String written = arguments.text(from + i);
            boolean negated = written.startsWith("!");
            Test test = named(negated ? written.substring(1) : written, arguments, scope);
            tests[i] = negated ? context -> !test.matches(context) : test;
        }
        return context -> {
            for (Test test : tests) {
                if (!test.matches(context)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Test named(String name, Arguments arguments, CompileScope scope) throws SampleException {
        Proxy proxy = scope.proxy();
        if (scope.checksOnly() || proxy == null) {
            return context -> false;
        }
        List<Acl> declared = proxy.spec().settings().get(ProxySettings.ACLS);
        try {
            return new Conditions(declared, WithinAcl.of(name, scope)).named(name, Location.INTERNAL);
        } catch (RuleException e) {
            throw arguments.bad("ACL '" + name + "' not found");
        }
    }

    /** A test within an expression must leave alone what the test around it evaluates into. */
    private static boolean apart(Test test, SampleContext context) {
        Sample outer = new Sample();
        boolean unused = outer.copy(context.tested());
        boolean holds = test.matches(context);
        unused = context.tested().copy(outer);
        return holds;
    }

    private static Evaluator when(Arguments arguments, CompileScope scope) throws SampleException {
        String written = arguments.text(0);
        boolean negated = written.startsWith("!");
        String word = negated ? written.substring(1) : written;
        Test test = switch (word) {
            case "stopping" -> context -> context.process().isStopping();
            case "error" -> AclSamples::isWrong;
            case "normal" -> context -> !isWrong(context);
            case "forwarded" -> context -> context.server() != null;
            case "toapplet" -> AclSamples::isServed;
            case "processed" -> context -> context.server() != null || isServed(context);
            case "acl" -> all(arguments, 1, scope);
            default ->
                throw arguments.bad("expects a supported keyword among"
                        + " {stopping,normal,error,forwarded,toapplet,processed,acl} but got '" + written + "'.");
        };
        return (context, sample) -> apart(test, context) != negated;
    }

    private static boolean isServed(SampleContext context) {
        LogView log = context.log();
        return log != null
                && context.server() == null
                && log.serverFallback().startsWith("<")
                && !log.serverFallback().equals("<NOSRV>");
    }

    private static boolean isWrong(SampleContext context) {
        LogView log = context.log();
        if (log == null) {
            return false;
        }
        char cause = log.terminationState().charAt(0);
        return log.retries() > 0 || log.isRedispatched() || log.status() >= 500 || cause != '-' && cause != 'L';
    }
}

package dev.sluice.proxy.rule;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.rule.TcpRules.Action;
import dev.sluice.proxy.rule.TcpRules.Effect;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.ConnectionView.Header;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.NameQuestion;
import dev.sluice.proxy.sample.PacketNumber;
import dev.sluice.proxy.sample.Priority;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.SilentDrop;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.VariableTarget;
import dev.sluice.proxy.sample.Variables;
import dev.sluice.proxy.track.CounterChange;
import dev.sluice.proxy.track.Tracking;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** The actions of {@code tcp-request} and {@code tcp-response} rules. */
final class TcpActions {
    private static final int PORT_MAX = 65_535;

    private TcpActions() {}

    /** The action that a word and its arguments describe. */
    static Action compile(String word, List<String> arguments, CompileScope scope) throws SampleException {
        int open = word.indexOf('(');
        String name = open < 0 ? word : word.substring(0, open);
        String inner = open < 0 || !word.endsWith(")") ? "" : word.substring(open + 1, word.length() - 1);
        return switch (name) {
            case "accept" -> plain(name, arguments, Effect.ACCEPT);
            case "reject" -> plain(name, arguments, Effect.REJECT);
            case "close" -> plain(name, arguments, Effect.CLOSE);
            case "silent-drop" -> drop(name, arguments);
            case "switch-mode" -> switchMode(arguments);
            case "set-var" -> setVar(inner, whole(name, arguments, scope));
            case "set-var-fmt" -> setFormat(inner, arguments, scope);
            case "unset-var" -> unset(inner);
            case "set-src", "set-dst" -> address(whole(name, arguments, scope), name.equals("set-src"));
            case "set-src-port", "set-dst-port" -> port(whole(name, arguments, scope), name.equals("set-src-port"));
            case "set-tos", "set-fc-tos" -> packets(name, arguments, scope, true);
            case "set-mark", "set-fc-mark" -> packets(name, arguments, scope, false);
            case "set-priority-class" -> priority(whole(name, arguments, scope), Priority::rank);
            case "set-priority-offset" -> priority(whole(name, arguments, scope), Priority::offsetMillis);
            case "expect-proxy" -> expect(name, arguments, Header.PROXY);
            case "expect-netscaler-cip" -> expect(name, arguments, Header.NETSCALER);
            case "do-log" -> log(arguments, scope);
            case "do-resolve" -> new Asking(NameQuestion.parse(inner, whole(name, arguments, scope), scope));
            case "sc-inc-gpc0" -> count(0, number(inner), 1);
            case "sc-inc-gpc1" -> count(1, number(inner), 1);
            case "sc-inc-gpc" -> count(number(inner.split(",", -1)[0]), number(inner.replaceFirst("^[^,]*,", "")), 1);
            case "sc-set-gpt0" -> mark(number(inner), arguments, scope);
            default -> {
                if (name.matches("track-sc[0-9]{1,3}")) {
                    yield track(number(name.substring("track-sc".length())), arguments, scope);
                }
                throw new SampleException("'" + word + "' is not an action of this version of Sluice");
            }
        };
    }

    private static Action plain(String name, List<String> arguments, Effect effect) throws SampleException {
        if (!arguments.isEmpty()) {
            throw new SampleException("'" + name + "' expects no argument (got '" + arguments.get(0) + "')");
        }
        return (context, sample) -> effect;
    }

    private static Action drop(String name, List<String> arguments) throws SampleException {
        boolean isFar = !arguments.isEmpty() && arguments.get(0).equals("rst-ttl");
        SilentDrop drop = isFar ? SilentDrop.reset(arguments.size() > 1 ? arguments.get(1) : "") : SilentDrop.QUIET;
        Action closing = plain(name, isFar ? arguments.subList(2, arguments.size()) : arguments, Effect.DROP);
        return (context, sample) -> {
            drop.prepare(context);
            return closing.run(context, sample);
        };
    }

    private static Action switchMode(List<String> arguments) throws SampleException {
        if (arguments.isEmpty() || !arguments.get(0).equals("http")) {
            throw new SampleException(
                    "'switch-mode' expects 'http'" + (arguments.isEmpty() ? "" : " (got '" + arguments.get(0) + "')"));
        }
        boolean named = arguments.size() == 3 && arguments.get(1).equals("proto");
        if (!named && arguments.size() > 1) {
            throw new SampleException("'switch-mode http' only supports 'proto' and a protocol");
        }
        Effect effect = switch (named ? arguments.get(2) : "") {
            case "" -> Effect.SWITCH;
            case "h1" -> Effect.SWITCH_HTTP1;
            case "h2" -> Effect.SWITCH_HTTP2;
            default ->
                throw new SampleException(
                        "'switch-mode http proto' has to be 'h1' or 'h2' (got '" + arguments.get(2) + "')");
        };
        // What is HTTP already stays what it is.
        return (context, sample) -> context.isHttp() ? Effect.ACCEPT : effect;
    }

    private static Action expect(String name, List<String> arguments, Header header) throws SampleException {
        if (!arguments.equals(List.of("layer4"))) {
            throw new SampleException("'" + name + "' only supports 'layer4'");
        }
        return (context, sample) -> {
            ConnectionView client = context.client();
            if (client != null) {
                client.expect(header);
            }
            return Effect.CONTINUE;
        };
    }

    private static Action log(List<String> arguments, CompileScope scope) throws SampleException {
        boolean named = arguments.size() == 2 && arguments.get(0).equals("profile");
        if (!named && !arguments.isEmpty()) {
            throw new SampleException("'do-log' only supports 'profile' and a name (got '" + arguments.get(0) + "')");
        }
        String profile = named ? arguments.get(1) : "";
        LogProfiles.check(profile, scope);
        // Of what is asked for a connection, the context knows which rules these are.
        LogStep step = switch (scope.stage()) {
            case CONNECTION -> LogStep.TCP_REQ_CONN;
            case RESPONSE -> LogStep.TCP_RES_CONT;
            default -> LogStep.TCP_REQ_CONT;
        };
        return (context, sample) -> {
            context.log(step, profile);
            return Effect.CONTINUE;
        };
    }

    /** Has a name looked up. */
    private record Asking(NameQuestion question) implements Action {
        @Override
        public Effect run(SampleContext context, Sample sample) {
            return run(context, sample, true);
        }

        @Override
        public Effect run(SampleContext context, Sample sample, boolean last) {
            return question.run(context, sample, last) ? Effect.CONTINUE : Effect.WAIT;
        }
    }

    private static int number(String text) throws SampleException {
        if (!text.matches("[0-9]{1,3}")) {
            throw new SampleException("'" + text + "' is not the number of a tracked key or of a counter");
        }
        return Integer.parseInt(text);
    }

    /** All of the arguments as one expression. */
    private static Expression whole(String name, List<String> arguments, CompileScope scope) throws SampleException {
        if (arguments.isEmpty()) {
            throw new SampleException("'" + name + "' expects a sample expression");
        }
        Expression.Prefix prefix = Expression.compile(arguments, scope);
        if (prefix.words() < arguments.size()) {
            throw new SampleException("'" + name + "' cannot handle '" + arguments.get(prefix.words()) + "'");
        }
        return prefix.expression();
    }

    private static Action setVar(String inner, Expression expression) throws SampleException {
        VariableTarget target = VariableTarget.parse(inner);
        return (context, sample) -> {
            sample.clear();
            if (expression.evaluate(context, sample)) {
                // Where there is no room the variable keeps what it has, and the rules go on.
                boolean unused = target.set(context, sample);
            }
            return Effect.CONTINUE;
        };
    }

    private static Action setFormat(String inner, List<String> arguments, CompileScope scope) throws SampleException {
        VariableTarget target = VariableTarget.parse(inner);
        if (arguments.size() != 1) {
            throw new SampleException("'set-var-fmt' expects one format");
        }
        LogFormat format = LogFormat.compile(arguments.get(0), scope, LogFormat.Style.VALUE);
        return (context, sample) -> {
            TextOutput out = new TextOutput(context.scratch().longest());
            format.append(context, sample, out);
            sample.clear();
            if (sample.text(out.bytes(), 0, out.length())) {
                // Where there is no room the variable keeps what it has, and the rules go on.
                boolean unused = target.set(context, sample);
            }
            return Effect.CONTINUE;
        };
    }

    private static Action unset(String inner) throws SampleException {
        VariableName name = VariableName.parse(inner);
        return (context, sample) -> {
            Variables variables = context.variables(name.scope());
            if (variables != null) {
                variables.unset(name.name());
            }
            return Effect.CONTINUE;
        };
    }

    private static Action address(Expression expression, boolean source) {
        return (context, sample) -> {
            ConnectionView client = context.client();
            if (client != null && expression.evaluate(context, sample, SampleType.ADDR)) {
                boolean binary = Casts.cast(sample, SampleType.BIN, context.scratch());
                assert binary : "addresses have bytes";
                byte[] bytes = new byte[sample.length()];
                System.arraycopy(sample.bytes(), sample.start(), bytes, 0, bytes.length);
                move(client, source, bytes, -1);
            }
            return Effect.CONTINUE;
        };
    }

    /** What packets to the client say to routers. */
    private static Action packets(String name, List<String> arguments, CompileScope scope, boolean tos)
            throws SampleException {
        long written = arguments.size() == 1 ? PacketNumber.of(arguments.get(0)) : -1;
        PacketNumber number = new PacketNumber(written, written >= 0 ? null : whole(name, arguments, scope), tos);
        return (context, sample) -> {
            number.tell(context, sample);
            return Effect.CONTINUE;
        };
    }

    private static Action priority(Expression expression, ObjLongConsumer<Priority> change) {
        return (context, sample) -> {
            Priority priority = context.priority();
            if (priority != null && expression.evaluate(context, sample, SampleType.SINT)) {
                change.accept(priority, sample.number());
            }
            return Effect.CONTINUE;
        };
    }

    private static Action port(Expression expression, boolean source) {
        return (context, sample) -> {
            ConnectionView client = context.client();
            boolean there = client != null && expression.evaluate(context, sample, SampleType.SINT);
            if (client != null && there && sample.number() >= 0 && sample.number() <= PORT_MAX) {
                move(client, source, null, (int) sample.number());
            }
            return Effect.CONTINUE;
        };
    }

    private static void move(ConnectionView client, boolean source, byte @Nullable [] address, int port) {
        if (source) {
            client.source(address, port);
        } else {
            client.destination(address, port);
        }
    }

    private static Action track(int number, List<String> arguments, CompileScope scope) throws SampleException {
        if (arguments.isEmpty()) {
            throw new SampleException("'track-sc" + number + "' expects a key");
        }
        Expression.Prefix key = Expression.compile(arguments, scope);
        List<String> rest = arguments.subList(key.words(), arguments.size());
        boolean named = rest.size() == 2 && rest.get(0).equals("table");
        if (!named && !rest.isEmpty()) {
            throw new SampleException("'track-sc" + number + "' cannot handle '" + rest.get(0) + "'");
        }
        Tracking tracking = Tracking.compile(number, key.expression(), named ? rest.get(1) : "", scope);
        boolean early = scope.stage() == Layer.Stage.CONNECTION;
        return (context, sample) -> {
            tracking.run(context, early ? context.session() : context.stream(), context.request() != null);
            return Effect.CONTINUE;
        };
    }

    private static Action count(int index, int number, long amount) {
        CounterChange change = new CounterChange(false, index, number, amount, null);
        return (context, sample) -> {
            change.run(context);
            return Effect.CONTINUE;
        };
    }

    private static Action mark(int number, List<String> arguments, CompileScope scope) throws SampleException {
        boolean written = arguments.size() == 1 && arguments.get(0).matches("[0-9]{1,10}");
        CounterChange change = written
                ? new CounterChange(true, 0, number, Long.valueOf(arguments.get(0)), null)
                : new CounterChange(true, 0, number, null, whole("sc-set-gpt0", arguments, scope));
        return (context, sample) -> {
            change.run(context);
            return Effect.CONTINUE;
        };
    }
}

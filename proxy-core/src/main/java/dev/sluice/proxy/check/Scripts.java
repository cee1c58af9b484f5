package dev.sluice.proxy.check;

import dev.sluice.config.CheckScript;
import dev.sluice.config.CheckSpec.StatusRange;
import dev.sluice.config.CheckStep;
import dev.sluice.config.CheckStep.Ending;
import dev.sluice.config.CheckStep.Expect;
import dev.sluice.config.CheckStep.Pattern;
import dev.sluice.config.CheckStep.Request;
import dev.sluice.config.CheckStep.Subject;
import dev.sluice.config.CheckStep.Variable;
import dev.sluice.config.CheckStep.Way;
import dev.sluice.config.ProxySettings;
import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.Regex;
import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.VariableTarget;
import dev.sluice.state.Backend;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The scripts of backends, made ready at first use and again when what they name may have changed. Confined to the checks' loop. */
final class Scripts {
    private static final Expect USUAL_STATUS = new Expect(
            "", Subject.STATUS, false, null, false, new Pattern(Way.EQUAL, "200-399", false), 0, false, Ending.USUAL);

    private final RuntimeState state;
    private final Map<Backend, Ready> known = new WeakHashMap<>();

    private record Ready(CheckScript source, Topology topology, Script script) {}

    Scripts(RuntimeState state) {
        this.state = state;
    }

    /** The script of a backend. */
    Script of(Backend backend) {
        CheckScript source = backend.settings().get(ProxySettings.CHECK_SCRIPT);
        Ready ready = known.get(backend);
        Topology topology = state.topology();
        if (ready == null || ready.source() != source || ready.topology() != topology) {
            CompileScope scope = new LiveScope(new LiveNames(topology, Map.of(), state), backend, Layer.Stage.CHECK);
            boolean lenient = backend.settings().get(ProxySettings.CHECK).disableOn404();
            ready = new Ready(source, topology, new Maker(scope).script(source, lenient));
            known.put(backend, ready);
        }
        return ready.script();
    }

    /** Makes one script. */
    private static final class Maker {
        private final CompileScope scope;
        private Request base = Request.NONE;

        Maker(CompileScope scope) {
            this.scope = scope;
        }

        Script script(CheckScript source, boolean disableOn404) {
            boolean http = source.kind() == CheckScript.Kind.HTTP;
            base = source.request();
            List<CheckStep> written = source.written();
            boolean asked = !http || written.stream().anyMatch(Request.class::isInstance);
            boolean expected = !http || written.stream().anyMatch(Expect.class::isInstance);
            List<Script.Step> steps = new ArrayList<>();
            int number = 0;
            for (CheckStep step : written) {
                boolean answers = step instanceof Expect;
                if (!asked && answers) {
                    steps.add(ask(0, Request.NONE));
                    asked = true;
                }
                number++;
                add(steps, step, number);
            }
            if (!asked) {
                steps.add(ask(0, Request.NONE));
            }
            if (!expected) {
                steps.add(new Script.Listen(number + 2, expectation(USUAL_STATUS)));
            }
            return new Script(source.kind(), List.copyOf(steps), disableOn404, source.sendsState());
        }

        private void add(List<Script.Step> steps, CheckStep step, int number) {
            if (step instanceof CheckStep.Connect connect) {
                boolean computed = !connect.port().matches("\\d*");
                steps.add(new Script.Connect(number, connect, computed ? expression(List.of(connect.port())) : null));
            } else if (step instanceof CheckStep.Send send) {
                steps.add(send(number, send));
            } else if (step instanceof Request request) {
                steps.add(ask(number, request));
            } else if (step instanceof Expect expect) {
                steps.add(new Script.Listen(number, expectation(expect)));
            } else if (step instanceof Variable variable) {
                steps.add(assign(number, variable));
            }
        }

        private Script.Send send(int number, CheckStep.Send send) {
            byte[] literal = send.hex() ? Bytes.ofHex(Bytes.of(send.data())) : Bytes.of(send.data());
            return new Script.Send(
                    number, send.comment(), literal, send.format() ? format(send.data()) : null, send.hex());
        }

        /** What the option says holds for the first request. */
        private Script.Ask ask(int number, Request said) {
            Request request = said.over(base);
            base = Request.NONE;
            List<Question.Field> fields = new ArrayList<>();
            for (CheckStep.Field field : request.fields()) {
                fields.add(new Question.Field(Question.lower(field.name()), format(field.value())));
            }
            Question question = new Question(
                    request,
                    request.format().uri() ? format(String.valueOf(request.uri())) : null,
                    request.format().body() ? format(String.valueOf(request.body())) : null,
                    fields);
            return new Script.Ask(number, request.comment(), question);
        }

        private Script.Assign assign(int number, Variable variable) {
            try {
                VariableTarget target = VariableTarget.parse(variable.target());
                return switch (variable.change()) {
                    case SET ->
                        new Script.Assign(number, variable.comment(), target, expression(variable.words()), null);
                    case SET_FORMAT ->
                        new Script.Assign(
                                number,
                                variable.comment(),
                                target,
                                null,
                                format(variable.words().get(0)));
                    case UNSET -> new Script.Assign(number, variable.comment(), target, null, null);
                };
            } catch (SampleException e) {
                throw unchecked(e);
            }
        }

        private Expectation expectation(Expect expect) {
            boolean numbers =
                    expect.subject() == Subject.STATUS && expect.pattern().way() != Way.REGEX;
            List<StatusRange> ranges = numbers
                    ? Arrays.stream(expect.pattern().text().split(",", -1))
                            .map(StatusRange::parse)
                            .toList()
                    : List.of();
            Ending ending = expect.ending();
            boolean names = expect.subject() == Subject.HEADER;
            return new Expectation(
                    expect,
                    matching(expect.pattern(), false),
                    names && expect.name() != null ? matching(expect.name(), true) : null,
                    ranges,
                    ending.onSuccess().isEmpty() ? null : format(ending.onSuccess()),
                    ending.onError().isEmpty() ? null : format(ending.onError()),
                    ending.code().isEmpty() ? null : expression(List.of(ending.code())));
        }

        private Matching matching(Pattern pattern, boolean ofNames) {
            try {
                @Nullable Regex regex = pattern.way() == Way.REGEX ? Regex.compile(pattern.text(), ofNames) : null;
                return new Matching(pattern, regex, pattern.format() ? format(pattern.text()) : null);
            } catch (PatternException e) {
                throw unchecked(e);
            }
        }

        private Expression expression(List<String> words) {
            try {
                return Expression.compile(words, scope).expression();
            } catch (SampleException e) {
                throw unchecked(e);
            }
        }

        private LogFormat format(String text) {
            try {
                return LogFormat.compile(text, scope, LogFormat.Style.VALUE);
            } catch (SampleException e) {
                throw unchecked(e);
            }
        }

        private static IllegalStateException unchecked(Exception e) {
            return new IllegalStateException("loading let a broken step through: " + e.getMessage(), e);
        }
    }
}

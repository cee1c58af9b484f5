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
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
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
import dev.sluice.state.Server;
import dev.sluice.state.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The scripts of backends and healthcheck sections, made ready at first use and again when what they name may have changed. Confined to the checks' loop. */
public final class Scripts {
    private static final Expect USUAL_STATUS = new Expect(
            "", Subject.STATUS, false, null, false, new Pattern(Way.EQUAL, "200-399", false), 0, false, Ending.USUAL);

    private final RuntimeState state;
    /** By the name of a section, or none for what the backend itself says. */
    private final Map<Backend, Map<String, Ready>> known = new WeakHashMap<>();

    private record Ready(CheckScript source, Topology topology, Script script) {}

    Scripts(RuntimeState state) {
        this.state = state;
    }

    /** What says how a server is checked: its section, or its backend. */
    static Settings said(Server server, Settings global) {
        String section = server.settings().get(ServerSettings.HEALTHCHECK);
        Settings own = section.isEmpty()
                ? null
                : global.get(GlobalSettings.HEALTHCHECKS).get(section);
        return own == null ? server.backend().settings() : own;
    }

    /** The script of a server. */
    Script of(Server server) {
        Backend backend = server.backend();
        Settings said = said(server, state.configuration().global());
        CheckScript source = said.get(ProxySettings.CHECK_SCRIPT);
        Map<String, Ready> ofBackend = known.computeIfAbsent(backend, fresh -> new HashMap<>());
        String section = server.settings().get(ServerSettings.HEALTHCHECK);
        Ready ready = ofBackend.get(section);
        Topology topology = state.topology();
        if (ready == null || ready.source() != source || ready.topology() != topology) {
            LiveNames names = new LiveNames(topology, Map.of(), state);
            try {
                ready = new Ready(source, topology, make(said, backend, names));
            } catch (SampleException e) {
                throw new IllegalStateException("loading let a broken step through: " + e.getMessage(), e);
            }
            ofBackend.put(section, ready);
        }
        return ready.script();
    }

    private static Script make(Settings said, Backend backend, LiveNames names) throws SampleException {
        CompileScope scope = new LiveScope(names, backend, Layer.Stage.CHECK);
        String id = backend.settings().get(ProxySettings.UNIQUE_ID_FORMAT);
        // Read as where there is a client, whose part is then empty.
        LogFormat uniqueId =
                id.isEmpty() ? null : LogFormat.compile(id, scope.at(Layer.Stage.REQUEST), LogFormat.Style.LOG);
        boolean lenient = said.get(ProxySettings.CHECK).disableOn404();
        return new Maker(scope).script(said.get(ProxySettings.CHECK_SCRIPT), lenient, uniqueId);
    }

    /** Why the scripts of a backend's servers cannot be made. */
    public static Optional<String> problem(Backend backend, Settings global, LiveNames names) {
        Set<Settings> all = new HashSet<>();
        for (Server server : backend.servers()) {
            all.add(said(server, global));
        }
        try {
            for (Settings said : all) {
                Script unused = make(said, backend, names);
            }
            return Optional.empty();
        } catch (SampleException e) {
            return Optional.of(e.text());
        }
    }

    /** Makes one script. */
    private static final class Maker {
        private final CompileScope scope;
        private Request base = Request.NONE;

        Maker(CompileScope scope) {
            this.scope = scope;
        }

        Script script(CheckScript source, boolean disableOn404, @Nullable LogFormat uniqueId) throws SampleException {
            boolean http = source.kind() == CheckScript.Kind.HTTP;
            base = source.request();
            List<CheckStep> written = source.written();
            boolean asked = !http || written.stream().anyMatch(Request.class::isInstance);
            List<Script.Step> steps = new ArrayList<>();
            int number = 0;
            boolean answered = !http;
            for (CheckStep step : written) {
                boolean answers = step instanceof Expect;
                answered = !http || answers || answered && !(step instanceof Request);
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
            if (!answered) {
                steps.add(new Script.Listen(unwritten(written), expectation(USUAL_STATUS)));
            }
            return new Script(source.kind(), List.copyOf(steps), disableOn404, source.sendsState(), uniqueId);
        }

        /** What HAProxy numbers an expectation that nobody wrote: it counts from the first connection, and what it adds by itself. */
        private static int unwritten(List<CheckStep> written) {
            int first = 0;
            while (first < written.size() && isSilent(written.get(first))) {
                first++;
            }
            boolean connects = first < written.size() && written.get(first) instanceof CheckStep.Connect;
            boolean asks = written.stream().anyMatch(Request.class::isInstance);
            return written.size() - first - (connects ? 1 : 0) + (asks ? 0 : 1) + 1;
        }

        private static boolean isSilent(CheckStep step) {
            return step instanceof Variable || step instanceof CheckStep.Remark;
        }

        private void add(List<Script.Step> steps, CheckStep step, int number) throws SampleException {
            if (step instanceof CheckStep.Connect connect) {
                boolean computed = !connect.port().matches("\\d*");
                steps.add(new Script.Connect(number, connect, computed ? expression(List.of(connect.port())) : null));
            } else if (step instanceof CheckStep.Send send) {
                steps.add(send(number, send));
            } else if (step instanceof Request request) {
                steps.add(ask(number, request));
            } else if (step instanceof CheckStep.Hear hear) {
                steps.add(new Script.Hear(number, hear.comment(), hear.dialect()));
            } else if (step instanceof Expect expect) {
                steps.add(new Script.Listen(number, expectation(expect)));
            } else if (step instanceof Variable variable) {
                steps.add(assign(number, variable));
            }
        }

        private Script.Send send(int number, CheckStep.Send send) throws SampleException {
            byte[] literal = send.hex() ? Bytes.ofHex(Bytes.of(send.data())) : Bytes.of(send.data());
            return new Script.Send(
                    number, send.comment(), literal, send.format() ? format(send.data()) : null, send.hex());
        }

        /** What the option says holds for the first request. */
        private Script.Ask ask(int number, Request said) throws SampleException {
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

        private Script.Assign assign(int number, Variable variable) throws SampleException {
            VariableTarget target = VariableTarget.parse(variable.target());
            return switch (variable.change()) {
                case SET -> new Script.Assign(number, variable.comment(), target, expression(variable.words()), null);
                case SET_FORMAT ->
                    new Script.Assign(
                            number,
                            variable.comment(),
                            target,
                            null,
                            format(variable.words().get(0)));
                case UNSET -> new Script.Assign(number, variable.comment(), target, null, null);
            };
        }

        private Expectation expectation(Expect expect) throws SampleException {
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

        private Matching matching(Pattern pattern, boolean ofNames) throws SampleException {
            try {
                @Nullable Regex regex = pattern.way() == Way.REGEX ? Regex.compile(pattern.text(), ofNames) : null;
                return new Matching(pattern, regex, pattern.format() ? format(pattern.text()) : null);
            } catch (PatternException e) {
                throw new SampleException(String.valueOf(e.getMessage()));
            }
        }

        private Expression expression(List<String> words) throws SampleException {
            return Expression.compile(words, scope).expression();
        }

        private LogFormat format(String text) throws SampleException {
            return LogFormat.compile(text, scope, LogFormat.Style.VALUE);
        }
    }
}

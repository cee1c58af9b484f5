package dev.sluice.proxy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Acl;
import dev.sluice.config.Condition;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.config.UseBackend;
import dev.sluice.pattern.PatternLoader;
import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.TextContext;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {
    private static final Location LINE = new Location("test.cfg", 7);
    private static final InternalService SERVICE = request -> {
        throw new AssertionError("not served here");
    };

    private static final class Request {
        static SampleContext of(String method, String path, String source) {
            return new TextContext()
                    .request(method + " " + path + " HTTP/1.1\nHost: x\n\n")
                    .source(source);
        }
    }

    /** {@code path_beg -i /a /b}: a test as it stands between braces. */
    private static Acl acl(String name, String text) {
        List<String> words = List.of(text.split(" ", -1));
        List<String> flags = new ArrayList<>();
        int at = 1;
        while (at < words.size() && words.get(at).startsWith("-")) {
            flags.add(words.get(at));
            if (words.get(at++).equals("-m")) {
                flags.add(words.get(at++));
            }
        }
        return new Acl(name, words.get(0), flags, words.subList(at, words.size()), LINE);
    }

    /** {@code { path /a } !{ src ::1 } || NAME}. */
    private static Condition condition(String text) {
        boolean unless = text.startsWith("unless ");
        List<List<Condition.Term>> alternatives = new ArrayList<>();
        for (String alternative : text.replaceFirst("^(if|unless) ", "").split(" \\|\\| ", -1)) {
            List<Condition.Term> terms = new ArrayList<>();
            for (String term : alternative.split(" (?=!?[A-Z{])(?![^{]*})", -1)) {
                boolean negated = term.startsWith("!");
                String bare = negated ? term.substring(1) : term;
                Acl acl = bare.startsWith("{")
                        ? acl("", bare.substring(2, bare.length() - 2))
                        : new Acl(bare, "", List.of(), List.of(), LINE);
                terms.add(new Condition.Term(negated, acl));
            }
            alternatives.add(terms);
        }
        return new Condition(unless, alternatives);
    }

    private static boolean matches(String condition, SampleContext request, Acl... declared) throws RuleException {
        return new Conditions(Arrays.asList(declared), new LiveScope(new Names(), null, Layer.Stage.REQUEST))
                .compile(condition(condition), LINE)
                .matches(request);
    }

    @ParameterizedTest
    @CsvSource({
        "if { path /metrics }, /metrics, true",
        "if { path /metrics }, /metrics/, false",
        "if { path /metrics }, /metric, false",
        "if { path -i /METRICS }, /Metrics, true",
        "if { path /METRICS }, /Metrics, false",
        "if { path /a /b }, /b, true",
        "if { path_beg /api }, /api/v1, true",
        "if { path_beg /api }, /ap, false",
        "if { path_beg /api }, /API, false",
        "if { path_beg -i /api }, /API, true",
        "if { path -m beg /api }, /api/v1, true",
        "if { path_end .png .jpg }, /x.jpg, true",
        "if { path_end .png }, png, false",
        "if { path_sub cgi }, /x/cgi/y, true",
        "if { path_sub cgi }, /x/cg, false",
        "if !{ path /a }, /a, false",
        "if !{ path /a }, /b, true",
        "unless { path /a }, /a, false",
        "unless { path /a }, /b, true",
        "if { path /a } { path /b }, /a, false",
        "if { path /a } || { path /b }, /b, true",
        "if { path_beg /a } !{ path_end z } || { path /q }, /abc, true",
        "if { path_beg /a } !{ path_end z } || { path /q }, /abz, false",
        "if { path_beg /a } !{ path_end z } || { path /q }, /q, true",
        "if TRUE, /, true",
        "if FALSE, /, false",
        "if METH_GET, /, true",
        "if METH_POST, /, false",
        "if HTTP HTTP_1.1 !HTTP_1.0, /, true"
    })
    void testsPathsAndMethods(String condition, String path, boolean expected) throws RuleException {
        assertThat(matches(condition, Request.of("GET", path, "10.1.2.3"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.99/24, 10.1.2.3, true",
        "10.0.0.0/255.0.255.0, 10.77.0.9, true",
        "10.0.0.0/255.0.255.0, 10.77.1.9, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "2001:db8::/32, 2001:db8:1::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "10.0.0.0/8, ::ffff:10.1.1.1, true",
        "::ffff:10.0.0.0/104, 10.1.1.1, true",
        "10.0.0.0/8, 2001:db8::1, false",
        "::/0, 10.0.0.1, true",
        "127.0.0.1/8, unix, false",
        "::1 127.0.0.1, 127.0.0.1, true"
    })
    void testsSources(String networks, String source, boolean expected) throws RuleException {
        assertThat(matches("if { src " + networks + " }", Request.of("GET", "/", source)))
                .isEqualTo(expected);
    }

    @Test
    void linesOfOneNameAreAlternativesAndHideNothing() throws RuleException {
        Acl[] declared = {acl("IS_API", "path_beg /api"), acl("IS_API", "path /v2"), acl("IN", "src 10.0.0.0/8")};
        assertThat(matches("if IS_API IN", Request.of("GET", "/v2", "10.0.0.1"), declared))
                .isTrue();
        assertThat(matches("if IS_API IN", Request.of("GET", "/v2", "11.0.0.1"), declared))
                .isFalse();
        assertThat(matches("if IS_API !LOCALHOST", Request.of("GET", "/api/1", "127.9.9.9"), declared))
                .isFalse();
    }

    @Test
    void withoutHttpNoCriterionOfHttpMatches() throws RuleException {
        SampleContext bytes = new TextContext().source("10.0.0.1");
        assertThat(matches("if { path_beg / }", bytes)).isFalse();
        assertThat(matches("if !{ path_beg / }", bytes)).isTrue();
        assertThat(matches("if METH_GET || { src 10.0.0.1 }", bytes)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "if { nonsense /a }, unknown fetch method 'nonsense' in ACL expression 'nonsense'",
                "if { src 10.0.0.300 }, '10.0.0.300' is not a valid IPv4 or IPv6 address",
                "if { src 10.0.0.0/33 }, '10.0.0.0/33' is not a valid IPv4 or IPv6 address",
                "if { src ::1/129 }, '::1/129' is not a valid IPv4 or IPv6 address",
                "if { path -m blah x }, unknown matching method 'blah' when parsing ACL expression",
                "if UNHEARD_OF, no such ACL : 'UNHEARD_OF'"
            })
    void saysWhatIsWrong(String condition, String message) {
        assertThatThrownBy(() -> matches(condition, Request.of("GET", "/", "10.0.0.1")))
                .isInstanceOf(RuleException.class)
                .hasMessage(message);
    }

    private static Backend made(String name) {
        return new Backend(new ProxySpec(name, ProxySpec.Kind.BACKEND, LINE, Settings.EMPTY, List.of(), List.of()), 1);
    }

    private static final class Names implements Program.Names {
        private final List<Backend> backends = List.of(made("a"), made("b"), made("both"));

        @Override
        public @Nullable Backend backend(String name) {
            return backends.stream()
                    .filter(b -> b.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public @Nullable Frontend frontend(String name) {
            return null;
        }

        @Override
        public PatternSource patterns() {
            return new PatternLoader().at("test.cfg", 7);
        }

        @Override
        public <T> @Nullable T find(Class<T> kind) {
            return null;
        }

        @Override
        public @Nullable InternalService service(String name) {
            return name.equals("prometheus-exporter") ? SERVICE : null;
        }
    }

    private static Program program(ProxySpec.Kind kind, Settings settings) throws RuleException {
        ProxySpec spec = new ProxySpec("both", kind, LINE, settings, List.of(), List.of());
        return Program.compile(new Frontend(spec, 1), new Names());
    }

    @Test
    void switchesByTheFirstRuleThatHolds() throws RuleException {
        Settings settings = Settings.builder()
                .set(
                        ProxySettings.USE_BACKEND,
                        List.of(
                                new UseBackend("a", condition("if { path_beg /a }"), LINE),
                                new UseBackend("b", condition("if { path_beg / } !{ path_end .x }"), LINE)))
                .set(ProxySettings.DEFAULT_BACKEND, "a")
                .build();
        Program program = program(ProxySpec.Kind.FRONTEND, settings);

        assertThat(switched(program, "/a1")).isEqualTo("a");
        assertThat(switched(program, "/b1")).isEqualTo("b");
        assertThat(switched(program, "/b1.x")).isEqualTo("a");
    }

    private static String switched(Program program, String path) {
        return Objects.requireNonNull(program.backend(Request.of("GET", path, "::1")))
                .name();
    }

    @Test
    void aListenSectionServesItselfAndAFrontendWithoutBackendNobody() throws RuleException {
        assertThat(switched(program(ProxySpec.Kind.LISTEN, Settings.EMPTY), "/"))
                .isEqualTo("both");
        assertThat(program(ProxySpec.Kind.FRONTEND, Settings.EMPTY).backend(Request.of("GET", "/", "::1")))
                .isNull();
    }

    @Test
    void refusesNamesThatAreNothing() {
        assertThatThrownBy(() -> program(
                        ProxySpec.Kind.FRONTEND,
                        Settings.builder()
                                .set(ProxySettings.DEFAULT_BACKEND, "no")
                                .build()))
                .hasMessage("unable to find required default_backend: 'no'");
        assertThatThrownBy(() -> program(
                        ProxySpec.Kind.FRONTEND,
                        Settings.builder()
                                .set(ProxySettings.USE_BACKEND, List.of(new UseBackend("no", null, LINE)))
                                .build()))
                .hasMessage("unable to find required use_backend: 'no'");
    }

    @Test
    void everyCriterionOfThePredefinedAclsExists() throws RuleException {
        for (String name : Criteria.predefinedNames()) {
            assertThat(matches("if " + name + " || TRUE", Request.of("GET", "/", "::1")))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void sendsRequestsWhereAFormatSays() throws RuleException {
        Settings settings = Settings.builder()
                .set(
                        ProxySettings.USE_BACKEND,
                        List.of(new UseBackend("%[path,field(2,/)]", null, LINE), new UseBackend("a", null, LINE)))
                .set(ProxySettings.DEFAULT_BACKEND, "b")
                .build();
        Program program = program(ProxySpec.Kind.FRONTEND, settings);

        assertThat(switched(program, "/a/1")).isEqualTo("a");
        assertThat(switched(program, "/nowhere/1")).isEqualTo("b");
    }
}

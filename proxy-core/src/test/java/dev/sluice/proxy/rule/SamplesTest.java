package dev.sluice.proxy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pattern.PatternLoader;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.TextContext;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.state.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions, and what HAProxy 3.5 answered to the same request in a {@code lf-string}. */
class SamplesTest {
    private static final String REQUEST = """
            POST /some/Path/x?x=1&y=two&n=42&z=&x=9 HTTP/1.1
            Host: www.Example.com:81
            X-Multi: One-a, two
            X-Multi: three,four
            X-Quoted: "a,b", c
            X-Empty:
            X-Ip: 10.0.0.1, [2001:db8::1]:80, 10.0.0.2:99
            X-Num: 17
            Cookie: a=1; b=2 ; n=33; a=4
            Cookie: c=5
            Authorization: Basic dXNlcjpwYTpzcw==
            Content-Length: 12
            X-Case: 0

            f=1&g=a%20b&""";

    private static CompileScope scope() {
        return new CheckScope(new PatternLoader().at("test.cfg", 1), null, Layer.Stage.REQUEST);
    }

    private static List<String> recorded() throws IOException {
        try (InputStream in = TextContext.class.getResourceAsStream("samples.tsv")) {
            byte[] all = Objects.requireNonNull(in).readAllBytes();
            return new String(all, StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String evaluated(String expression) throws SampleException {
        LogFormat format = LogFormat.compile("[%[" + expression + "]]", scope(), LogFormat.Style.HTTP);
        TextOutput out = new TextOutput(16_384);
        format.append(new TextContext().request(REQUEST).source("127.0.0.1"), new Sample(), out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void lengthsOfHeadersGrowWithTheHeaders() throws Exception {
        LogFormat format = LogFormat.compile("%[req.hdrs_bin,hex]", scope(), LogFormat.Style.VALUE);
        TextOutput out = new TextOutput(16_384);
        String request = "GET / HTTP/1.1\nX-A: " + "a".repeat(239) + "\nX-B: " + "b".repeat(300) + "\nX-C: "
                + "c".repeat(2288) + "\n\n";
        format.append(new TextContext().request(request), new Sample(), out);
        assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1))
                .isEqualTo("03782D61EF" + "61".repeat(239) + "03782D62FC03" + "62".repeat(300) + "03782D63F08000"
                        + "63".repeat(2288) + "0000");
    }

    @Test
    void countsTheSecondsSinceTheStart() throws Exception {
        long before = Clock.SYSTEM.millis() / 1000;
        String uptime = evaluated("uptime").replaceAll("[\\[\\]]", "");
        assertThat(Long.parseLong(uptime)).isBetween(before, Clock.SYSTEM.millis() / 1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            int(3) | ifexists             | ''
            int(3) | ifnotexists          | 3
            int(3) | ifset                | ''
            int(3) | ifnotset             | 3
            str()  | ifnotempty           | ''
            int(0) | ifempty              | ''
            int(0) | ifnotempty,ifnotset  | 0
            int(1) | iflt                 | 1
            """)
    void aVariableIsSetWhereItsConditionsHold(String value, String conditions, String expected) throws SampleException {
        assertThat(evaluated(value + ",set-var(txn.x," + conditions + ")")).isEqualTo("[" + expected + "]");
    }

    @ParameterizedTest
    @CsvSource({"ifgt,5,[3]", "ifgt,2,[2]", "iflt,5,[5]", "iflt,2,[3]", "ifexists,5,[5]", "ifnotset,5,[3]"})
    void aVariableIsComparedWithWhatItHad(String condition, int next, String expected) throws SampleException {
        String line = "%[int(3),set-var(txn.x)]%[int(" + next + "),set-var(txn.x," + condition + ")][%[var(txn.x)]]";
        LogFormat format = LogFormat.compile(line, scope(), LogFormat.Style.HTTP);
        TextOutput out = new TextOutput(16_384);
        format.append(new TextContext(), new Sample(), out);
        assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1))
                .endsWith(expected);
    }

    /** As HAProxy 3.5 reads them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            [2001:db8::1]    | 2001:db8::1
            [2001:db8::1]:80 | ''
            [2001:db8::1     | ''
            [1.2.3.4]        | ''
            []               | ''
            1.2.3.4:80       | 1.2.3.4
            1.2.3.4:65535    | 1.2.3.4
            1.2.3.4:65536    | ''
            1.2.3.4:         | ''
            1.2.3.4:8a       | ''
            """)
    void aHeaderMayHaveAnAddress(String header, String expected) throws Exception {
        LogFormat format = LogFormat.compile("%[req.hdr_ip(a)]", scope(), LogFormat.Style.VALUE);
        TextOutput out = new TextOutput(100);
        format.append(new TextContext().request("GET / HTTP/1.1\nA: " + header + "\n\n"), new Sample(), out);
        assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1))
                .isEqualTo(expected);
    }

    /** What HAProxy 3.5 answers to {@code set var}; the first thing that is wrong is told. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int(1                | fetch method 'int' : expected ')'
            int(1x               | fetch method 'int' : failed to parse '1x' as type 'integer' at position 1
            int(1x)              | fetch method 'int' : failed to parse '1x' as type 'integer' at position 1
            int(1x,2)            | fetch method 'int' : failed to parse '1x' as type 'integer' at position 1
            int(                 | fetch method 'int' : expected type 'integer' at position 1, but got nothing
            int(1,2              | fetch method 'int' : expected ')' before ',2'
            int(1),add(2,3)      | invalid arg 2 in converter 'add' : expected ')' before ',3)'
            int(1),upper(a       | invalid arg 1 in converter 'upper' : expected ')' before 'a'
            nbsrv(none           | fetch method 'nbsrv' : expected ')'
            str(a),field(x       | invalid arg 1 in converter 'field' : failed to parse 'x' as type 'integer' at position 1
            str(a),bytes(-1)     | invalid args in converter 'bytes' : expects a non-negative integer
            str(a),bytes(0,0)    | invalid args in converter 'bytes' : expects a positive integer
            str(a),has_ctl(0x400000000) | invalid args in converter 'has_ctl' : unsupported excess bits 0x400000000 in argument value 0x400000000
            str(a),has_ctl(-1)   | invalid args in converter 'has_ctl' : unsupported excess bits 0xfffffffe00000000 in argument value -1
            str(a),field(1       | invalid arg 2 in converter 'field' : missing arguments (got 1/2), type 'string' expected
            """)
    void argumentsThatAreWrongAreTold(String expression, String message) {
        assertThatThrownBy(() -> Expression.compile(expression, scope())).hasMessage(message);
    }

    @Test
    void aConditionThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> evaluated("int(3),set-var(txn.x,foo)"))
                .hasMessageContaining("unknown condition \"foo\"");
    }

    @Test
    void expressionsHaveTheValuesThatHaproxyGivesThem() throws IOException {
        List<String> different = new ArrayList<>();
        List<String> lines = recorded();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            String expression = line.substring(0, tab);
            String actual;
            try {
                actual = evaluated(expression);
            } catch (SampleException e) {
                actual = e.text();
            }
            if (!actual.equals(line.substring(tab + 1))) {
                different.add(expression + ": " + actual + " instead of " + line.substring(tab + 1));
            }
        }
        assertThat(lines).hasSizeGreaterThan(250);
        assertThat(different).isEmpty();
    }
}

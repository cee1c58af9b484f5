package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionEvaluatorTest {
    private final ConditionEvaluator evaluator =
            new ConditionEvaluator(Environment.of(Map.of("X", "quic", "HOME", "/root")), Features.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "12",
                "-1",
                "!0",
                "!!1",
                "( 1 )",
                "((1))",
                "1 && !0",
                "1 && 0 || 1",
                "0 && 0 || 1",
                "1 || 1 && 0",
                "!(1&&0)",
                "defined(X)",
                "streq(a,a)",
                "streq(a,'a')",
                "streq(\"$X\",quic)",
                "streq(\"a b\",a\\ b)",
                "streq('\"a,b\"','\"a,b\"')",
                "streq(,)",
                "streq((,()",
                "strneq(a,b)",
                "strstr(abc,b)",
                "strstr(abc,)",
                "feature(THREAD)",
                "feature(PROMEX) && feature(OPENSSL)",
                "openssl_version_atleast(1.1.1)",
                "openssl_version_before(3.1.0)",
                "ssllib_name_startswith(OpenSSL)",
                "version_atleast(3.4)",
                "version_atleast(3.5-dev4)",
                "version_atleast(v3.5-dev3)",
                "version_atleast(3.5.0)",
                "version_atleast(2)",
                "version_before(3.6)",
                "version_before(3.6-dev1)",
                "enabled(epoll)"
            })
    void holds(String expression) throws BadLineException {
        assertThat(evaluator.evaluate(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "0",
                "00",
                "! 1",
                "(1||1)&&0",
                "defined(NOPE)",
                "defined()",
                "defined",
                "streq( a,a)",
                "streq(a ,a)",
                "streq($HOME,/root)",
                "feature(LUA)",
                "feature(thread)",
                "feature(OPENSSL_WOLFSSL)",
                "feature(PCRE)",
                "version_atleast(3.6)",
                "version_before(3.5-dev4)",
                "version_before(3.5-rc1)",
                "openssl_version_atleast(3.1)",
                "ssllib_name_startswith(AWS-LC)",
                "fips_mode()",
                "awslc_api_atleast(35)"
            })
    void doesNotHold(String expression) throws BadLineException {
        assertThat(evaluator.evaluate(expression)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "true",
                "12x",
                "1 1",
                "(1",
                "1)",
                "1 & 1",
                "1 | 1",
                "&& 1",
                "1&&",
                "1 ||",
                "!",
                "!!",
                "(",
                "()",
                "foo(1)",
                "0 && foo",
                "1 || foo(1)",
                "streq(a)",
                "streq()",
                "streq(a,a,a)",
                "streq(a",
                "1 # x",
                "streq(\"a,b\",\"a,b\")",
                "\"a",
                "(1)(1)",
                "streq(a,a)streq(a,a)"
            })
    void isNoCondition(String expression) {
        assertThatThrownBy(() -> evaluator.evaluate(expression)).isInstanceOf(BadLineException.class);
    }
}

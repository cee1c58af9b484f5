package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats whose values are for programs: each by itself, or all that have names together. What is expected is what HAProxy 3.5 said. */
class EncodedFormatsTest {
    private static TestProxy proxy(String format) throws Exception {
        return TestProxy.of(DEFAULTS + "listen fe\n bind 127.0.0.1:0\n http-request capture req.hdr(k) len 10\n"
                + " http-request return status 200 content-type text/plain lf-string \"" + format + "\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "%{+json}o %(a)[str(x)] %(b)[int(-5)] %(c)[bool(1)] %(d)[src] > {'a': 'x', 'b': -5, 'c': true, 'd': '127.0.0.1'}",
                "%{+json}o %(a)[str(x)] text %[str(z)] %(b)[int(5)]tail > {'a': 'x', 'b': 5}",
                "%{+json}o only text > {}",
                "%{+cbor}o only text > BFFF",
                "%{+json}o %(a)[var(txn.none)] %(b)[bin(610062)] > {'a': '', 'b': 'a'}",
                "%{+json}o %(a)[str(x)] %{-json}o%(b)[str(y)] > ` 'x' y`",
                "%{+json,+Q,+E}o %(a)[str(x)] %(c){-json}[str(q)] > {'a': 'x', 'c': 'q'}",
                "%{+json}o %(a:str)[int(5)] %(b:sint)[str(12)] %(c:sint)[str(ab)] > {'a': '5', 'b': 12, 'c': 0}",
                "%{+json}o %(a:bool)[str(true)] %(b:bool)[int(2)] %(c:str)[bool(1)] > {'a': false, 'b': true, 'c': '1'}",
                "%{+json}o %(a)HM %(b)hr %(c)hrl %(d)hs %(e)hsl %(f)rc > "
                        + "{'a': 'GET', 'b': '{v}', 'c': ['v'], 'd': null, 'e': null, 'f': 0}",
                "%{+json,+X}o %(a)ci %(b)[int(255)] > {'a': '7F000001', 'b': 255}",
                "%(a)[str(x)] %(b:sint)[str(05)] %(c){+json}[str(x)] %(:sint){+json}[str(05)] > x 05 'x' 5",
                "%{+cbor}o %(a)[str(x)] %(b)[int(5)] %(c)[bool(1)] %(d)[src] > BF616161786162056163F56164693132372E302E302E31FF",
                "%{+cbor}o %(e)[var(txn.none)] %(f)[int(-5)] %(g)[int(300)] %(i)[bin(610063)] > BF6165F6616624616719012C61695F43610063FFFF",
                "%{+cbor}[int(24)] %{+cbor}[int(70000)] %{+cbor}[int(5000000000)] %{+cbor}[int(-300)] > "
                        + "1818 1A00011170 1B000000012A05F200 39012B",
                "%{+cbor,+bin}o %(a)[str(x)] %(d)[var(txn.none)] > \u00bfaaaxad\u00f6\u00ff",
            })
    void valuesAreWrittenForPrograms(String format, String expected) throws Exception {
        try (TestProxy proxy = proxy(format);
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\nk: v\r\nConnection: close\r\n\r\n");
            String answer = readAll(client);
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).isEqualTo(expected.replace('\'', '"'));
        }
    }

    /** What a client has asked for cannot end the quotes that it stands in. */
    @Test
    void partsOfTheRequestLineAreShownAsTheWhole() throws Exception {
        try (TestProxy proxy = proxy("%HM|%HU|%HP|%HPO|%HQ|%HV|%{+json}HU");
                Socket client = connect(proxy)) {
            send(client, "GET /a\"?b=\" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(readAll(client)).endsWith("\r\n\r\nGET|/a#22?b=#22|/a#22|/a#22|?b=#22|HTTP/1.1|\"/a#22?b=#22\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%(a:text)[str(x)], unknown type of the format item 'a:text'",
        "%(a b)[str(x)], invalid character in the name of the format item 'a b'",
        "%{+xml}o, unknown flag 'xml' of a format item",
    })
    void whatIsNoFormatIsRefused(String format, String why) {
        assertThatThrownBy(() -> proxy(format)).hasMessageContaining(why);
    }
}

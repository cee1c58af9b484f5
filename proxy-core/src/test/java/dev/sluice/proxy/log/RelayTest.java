package dev.sluice.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LogForwardSettings.Host;
import dev.sluice.config.LogSample;
import dev.sluice.config.LogTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages that are forwarded. Each line is what the original makes of it. */
class RelayTest {
    private static final long NOW = Instant.parse("2020-02-03T10:11:12Z").toEpochMilli();
    private static final int LOCAL3 = 19;
    private static final String YEAR = Integer.toString(
            Year.from(Instant.ofEpochMilli(NOW).atZone(ZoneId.systemDefault())).getValue());

    private final RelayFormatter formatter = new RelayFormatter();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static LogTarget target(String format, int longest, int least) {
        return new LogTarget("", false, LOCAL3, 7, least, format.equals("-") ? "" : format, longest, LogSample.ALL, "");
    }

    private String said(Relayed message, LogTarget target) {
        ByteText line = formatter.format(target, NOW, message);
        return new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1);
    }

    private String said(String message, Host host, LogTarget target) {
        Relayed read = RelayParser.read(bytes(message), host, bytes("10.0.0.1"));
        return read == null ? "" : said(read, target);
    }

    private static String now(String format) {
        ByteText text = new ByteText();
        if (format.equals("bsd")) {
            LogTexts.syslogSecond(text, NOW);
        } else {
            LogTexts.isoDate(text, NOW);
        }
        return new String(text.copy(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "<34>Oct 11 22:14:15 h su: failed # - # <34>Oct 11 22:14:15 h su: failed",
                "<34>Oct 11 22:14:15 h su: failed # local # <34>Oct 11 22:14:15 su: failed",
                "<34>Oct  1 22:14:15 h su[23]: failed # rfc5424 # <34>1 YEAR-10-01T22:14:15-00:00 h su 23 - - failed",
                "<34>Oct 11 22:14:15 h no tag here # rfc5424 # <34>1 YEAR-10-11T22:14:15-00:00 h - - - - no tag here",
                "<34>Oct 11 22:14:15 su: failed # - # <34>Oct 11 22:14:15 su: failed",
                "<34>Oct 11 22:14:15 h su: failed # priority # <34>failed",
                "<34>Oct 11 22:14:15 h su: failed # short # <2>failed",
                "<34>Oct 11 22:14:15 h su: failed # timed # <2>YEAR-10-11T22:14:15-00:00 failed",
                "<34>Oct 11 22:14:15 h su: failed # iso # YEAR-10-11T22:14:15-00:00 failed",
                "<34>Oct 11 22:14:15 h su: failed # raw # failed",
                "<34>Oct 11 22:14:15 h t[1: y # - # <34>Oct 11 22:14:15 h t: y",
                "<34>Oct 11 22:14:15 h t[abc]y # - # <34>Oct 11 22:14:15 h t[abc]y",
                "<34>Oct 11 22:14:15 h [x]: y # - # <34>Oct 11 22:14:15 h [x][x]: y",
                "<34>Oct 11 22:14:15 h : y # - # <34>Oct 11 22:14:15 h y",
                "<165>1 2003-10-11T22:14:15.003Z h a 7 m [x b=\"]\\\"]\"][c] t # - # <165>1 2003-10-11T22:14:15.003Z h a 7 m [x b=\"]\\\"]\"][c] t",
                "<165>1 2003-10-01T22:14:15.003Z h a 7 m - t # rfc3164 # <165>Oct  1 22:14:15 h a[7]: t",
                "<165>1 2003-10-11T22:14:15.003Z h a - m - t # iso # 2003-10-11T22:14:15.003Z t",
                "<165>1 - - - - - - t # - # <165>1 - 10.0.0.1 - - - - t",
                "<165>1 - - - p m - t # rfc3164 # <165>BSD 10.0.0.1 t",
                "<34>hello # - # <34>BSD 10.0.0.1 hello",
                "<34>hello # rfc5424 # <34>1 ISO 10.0.0.1 - - - - hello",
                "hello # rfc3164 # <152>BSD 10.0.0.1 hello",
                "hello # short # <0>hello",
                "<999>x # priority # <999>x",
                "<1x>y # raw # <1x>y",
                "<34 # raw # <34",
                "<34>Oct 11 22:14:15 h # priority # <34>Oct 11 22:14:15 h",
                "<34>oct 11 22:14:15 h t: y # priority # <34>oct 11 22:14:15 h t: y",
                "<34>Oct 11 22:14:15.123 h t: y # priority # <34>Oct 11 22:14:15.123 h t: y",
                "<165>1 garbage # priority # <165>1 garbage",
                "<165>1 garbage h - - - - t # raw # 1 garbage h - - - - t",
                "<165>1 2003-10-11T22:14:15.003Z h a p m [x # raw # 1 2003-10-11T22:14:15.003Z h a p m [x",
                "<165>2 2003-10-11T22:14:15.003Z h a p m - x # raw # 2 2003-10-11T22:14:15.003Z h a p m - x",
            })
    void sayTheSameInEveryFormat(String message, String format, String expected) {
        String line = expected.replace("YEAR", YEAR).replace("BSD", now("bsd")).replace("ISO", now("iso")) + "\n";
        assertThat(said(message, Host.FILL, target(format, 1024, 0))).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<34>", "<34>Oct 11 22:14:15 h t: ", "<165>1 - - - - - - "})
    void whatSaysNothingGoesNowhere(String message) {
        assertThat(RelayParser.read(bytes(message), Host.FILL, bytes("10.0.0.1")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "REPLACE, <34>Oct 11 22:14:15 10.0.0.1 t: x, <34>1 - 10.0.0.1 a - - - x, <34>BSD 10.0.0.1 x",
        "FILL, <34>Oct 11 22:14:15 h t: x, <34>1 - 10.0.0.1 a - - - x, <34>BSD 10.0.0.1 x",
        "KEEP, <34>Oct 11 22:14:15 h t: x, <34>BSD a: x, <34>x",
        "APPEND, '<34>Oct 11 22:14:15 h,10.0.0.1 t: x', <34>1 - 10.0.0.1 a - - - x, <34>BSD 10.0.0.1 x"
    })
    void theHostIsToldAsWanted(Host host, String named, String unnamed, String none) {
        LogTarget target = target("-", 1024, 0);
        assertThat(said("<34>Oct 11 22:14:15 h t: x", host, target)).isEqualTo(named + "\n");
        assertThat(said("<34>1 - - a - - - x", host, target)).isEqualTo(unnamed.replace("BSD", now("bsd")) + "\n");
        assertThat(said("<34>x", host, target)).isEqualTo(none.replace("BSD", now("bsd")) + "\n");
    }

    @Test
    void lengthsAndLevelsHaveTheirLimits() {
        assertThat(said("<34>" + "z".repeat(200), Host.FILL, target("priority", 100, 0)))
                .isEqualTo("<34>" + "z".repeat(95) + "\n");
        assertThat(said("<34>x\n", Host.FILL, target("priority", 100, 5))).isEqualTo("<37>x\n");
        assertThat(said("<34>a\0\377\r\n", Host.FILL, target("raw", 100, 0))).isEqualTo("a\0\377\r\n");
    }

    @Test
    void whatIsNotToBeReadIsText() {
        Relayed unread = RelayParser.unread(bytes("<34>Oct 11 22:14:15 h t: x"));
        assertThat(said(unread, target("-", 1024, 0))).isEqualTo("<34>Oct 11 22:14:15 h t: x\n");
        assertThat(said(unread, target("rfc3164", 1024, 0)))
                .isEqualTo("<152>" + now("bsd") + " localhost <34>Oct 11 22:14:15 h t: x\n");
    }
}

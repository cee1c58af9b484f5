package dev.sluice.proxy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which links clients are told of, as the original tells them. */
class LinksTest {
    private static String text(byte[] lines) {
        return new String(lines, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "<a>; rel=preload # <a>; rel=preload",
                "<a>;REL=PreLoad # <a>;REL=PreLoad",
                "<a>; rel=\"x prefetch\" # <a>; rel=\"x prefetch\"",
                "<a>; crossorigin; rel = preconnect # <a>; crossorigin; rel = preconnect",
                "<a>; rel=next, , <b>; rel=modulepreload # <b>; rel=modulepreload",
                "<a>; rel=preload,<b>;rel=dns-prefetch # <a>; rel=preload, <b>;rel=dns-prefetch",
                "<a>; title=\"x\\\", y\"; rel=preload # <a>; title=\"x\\\", y\"; rel=preload",
                "<a>; title=\"x\\\"; rel=preload; y=\\\"z\" # ~~",
                "<a>; rel=preload prefetch # ~~",
                "<a>; rel=stylesheet; rel=preload # ~~",
                "<a>; rel # ~~",
                "</a,b>; rel=preload # ~~",
                "a; rel=preload # ~~",
            })
    void onlySomeRelationsAreHints(String value, String expected) {
        String lines = expected.isEmpty() ? "" : "link: " + expected + "\r\n";
        assertThat(text(Links.of(new FakeHead("Link: " + value)))).isEqualTo(lines);
        assertThat(text(Links.of("A: b\r\nLINK:  " + value + "  \r\nLinks: <a>; rel=preload\r\n")))
                .isEqualTo(lines);
    }

    @Test
    void eachFieldStaysOne() {
        FakeHead head = new FakeHead("Link: <a>; rel=preload", "X: y", "Link: <b>; rel=x", "Link: <c>; rel=prefetch");
        assertThat(text(Links.of(head))).isEqualTo("link: <a>; rel=preload\r\nlink: <c>; rel=prefetch\r\n");
    }
}

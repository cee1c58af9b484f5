package dev.sluice.proxy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CacheSpec;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses are kept, for how long and for whom. */
class KeepingTest {
    /** In the afternoon of 2020-10-22. */
    private static final long NOW = 1_603_378_272;

    private static final Asking ANYONE = Asking.of(new FakeHead(), true);

    private static CacheSpec spec(boolean varies) {
        return new CacheSpec("c", 1, 4096, 20, varies, 10, CacheSpec.Hints.OFF);
    }

    /** Seconds; 0 where it is not kept. Each line is what the original does with it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Cache-Control: max-age=5 # 5",
                "Cache-Control: max-age=500 # 20",
                "Cache-Control: MAX-AGE=10 # 10",
                "Cache-Control: max-age = 10 # 10",
                "Cache-Control: max-age=\"10\" # 10",
                "Cache-Control: max-age=10x # 10",
                "Cache-Control: max-age=99999999999999999999 # 20",
                "Cache-Control: s-maxage=5 # 5",
                "Cache-Control: max-age=1, s-maxage=5 # 5",
                "Cache-Control: max-age=0, s-maxage=5 # 5",
                "Cache-Control: s-maxage=0, max-age=30 # 0",
                "Cache-Control: max-age=0 # 0",
                "Cache-Control: max-age=10, max-age=0 # 0",
                "Cache-Control: max-age=-1 # 0",
                "Cache-Control: max-age=abc # 0",
                "Cache-Control: \"max-age=10\" # 0",
                "Cache-Control: public # 0",
                "Cache-Control: public;ETag: \"x\" # 20",
                "Cache-Control: private, max-age=50 # 0",
                "Cache-Control: max-age=10, private=\"x\" # 0",
                "Cache-Control: max-age=10, no-cache=\"x\" # 0",
                "Cache-Control: no-store, max-age=50 # 0",
                "Cache-Control: no-cache, max-age=50 # 0",
                "Cache-Control: max-age=30;Cache-Control: no-store # 0",
                "Cache-Control: must-revalidate, max-age=15 # 15",
                "Pragma: no-cache;Cache-Control: max-age=50 # 0",
                "ETag: \"a\" # 20",
                "ETag: \"a\";Set-Cookie: a=b # 20",
                "Last-Modified: Thu, 15 Oct 2020 22:23:24 GMT # 20",
                "X-Other: 1 # 0",
                "Expires: Thu, 22 Oct 2020 14:51:17 GMT # 5",
                "Expires: Thu, 22 Oct 2037 16:51:12 GMT # 20",
                "Expires: Thu, 15 Oct 2007 22:23:24 GMT # 0",
                "Expires: Thu, 15 Oct 2007 22:23:24 GMT;ETag: \"a\" # 0",
                "Expires: 0;ETag: \"a\" # 0",
                "Cache-Control: max-age=7;Expires: Thu, 15 Oct 2007 22:23:24 GMT # 7",
                "Cache-Control: max-age=10;Age: 4 # 6",
                "Cache-Control: max-age=500;Age: 100 # 20",
                "Cache-Control: max-age=10;Age: 11 # 0",
                "Cache-Control: max-age=10;Age: -1 # 0",
                "Cache-Control: max-age=10;Age: abc # 0",
                "Cache-Control: max-age=10;Age: # 0",
                "ETag: \"a\";Age: 10 # 0",
                "Cache-Control: max-age=10;Vary: Accept-Encoding # 0"
            })
    void keepsAsLongAsIsSaid(String lines, long seconds) {
        Keeping keeping = Keeping.of(new FakeHead(lines.split(";")), ANYONE, spec(false), NOW);
        assertThat(keeping == null ? 0 : keeping.seconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Vary: accept-encoding # true",
                "Vary: Referer, ORIGIN # true",
                "Vary: accept-encoding;Vary: referer # true",
                "Vary: * # false",
                "Vary: # false",
                "Vary: accept-encoding, user-agent # false",
                "Vary: accept-encoding;Content-Encoding: gzip # true",
                "Vary: accept-encoding;Content-Encoding: deflate, gzip # true",
                "Vary: accept-encoding;Content-Encoding: mine # false",
                "Vary: referer;Content-Encoding: mine # true"
            })
    void knowsWhatResponsesDependOn(String lines, boolean kept) {
        String all = "Cache-Control: max-age=9;" + lines;
        assertThat(Keeping.of(new FakeHead(all.split(";")), ANYONE, spec(true), NOW) != null)
                .isEqualTo(kept);
    }

    /** A request that is answered with what another one has brought, and one that is not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Vary: referer # Referer: a # Referer: a # true",
                "Vary: referer # Referer: a # Referer: A # false",
                "Vary: referer # Referer: a # X: 1 # false",
                "Vary: origin # Origin: a # Origin: b # false",
                "Vary: origin # Origin: a # Origin: a;Referer: x # true",
                "Vary: accept-encoding # Accept-Encoding: first # Accept-Encoding: second # true",
                "Vary: accept-encoding # Accept-Encoding: a # Accept-Encoding: br, identity;q=0 # false",
                "Vary: accept-encoding;Content-Encoding: gzip # Accept-Encoding: gzip # Accept-Encoding: GZIP # true",
                "Vary: accept-encoding;Content-Encoding: gzip # Accept-Encoding: gzip # Accept-Encoding: x-gzip;q=0.1 # true",
                "Vary: accept-encoding;Content-Encoding: gzip # Accept-Encoding: gzip # Accept-Encoding: br;Accept-Encoding: gzip # true",
                "Vary: accept-encoding;Content-Encoding: gzip # Accept-Encoding: gzip # Accept-Encoding: br, gzip;q=0.000 # false",
                "Vary: accept-encoding;Content-Encoding: gzip # Accept-Encoding: gzip # X: 1 # true",
                "Vary: accept-encoding;Content-Encoding: gzip # Accept-Encoding: gzip # Accept-Encoding: # false",
                "Vary: accept-encoding;Content-Encoding: br # Accept-Encoding: * # Accept-Encoding: gzip;q=0, *;q=0.1 # true",
                "Vary: accept-encoding;Content-Encoding: br # Accept-Encoding: * # Accept-Encoding: gzip, *;q=0 # false"
            })
    void answersThoseWhoAskTheSameWay(String response, String first, String second, boolean answered) {
        Asking by = Asking.of(new FakeHead(first.replace(";Accept", "\nAccept").split("\n")), true);
        FakeHead head = new FakeHead(("Cache-Control: max-age=9;" + response).split(";"));
        Keeping keeping = Objects.requireNonNull(Keeping.of(head, by, spec(true), NOW));
        String[] lines = second.replace(";Accept", "\nAccept")
                .replace(";Referer", "\nReferer")
                .split("\n");
        assertThat(keeping.variant().answers(Asking.of(new FakeHead(lines), true)))
                .isEqualTo(answered);
    }

    @Test
    void doesNotKeepWhatItsOwnClientDoesNotTake() {
        FakeHead gzip = new FakeHead("Cache-Control: max-age=9", "Vary: accept-encoding", "Content-Encoding: gzip");
        assertThat(Keeping.of(gzip, Asking.of(new FakeHead("Accept-Encoding: br"), true), spec(true), NOW))
                .isNull();
        String many = "Accept-Encoding: gzip" + ",a".repeat(16);
        assertThat(Keeping.of(gzip, Asking.of(new FakeHead(many), true), spec(true), NOW))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Cache-Control: no-cache,true",
        "Cache-Control: max-age=0,true",
        "Pragma: No-Cache,true",
        "Cache-Control: no-store,false",
        "Cache-Control: only-if-cached,false"
    })
    void knowsWhoWantsSomethingFresh(String line, boolean fresh) {
        assertThat(Asking.of(new FakeHead(line), false).isFresh()).isEqualTo(fresh);
    }
}

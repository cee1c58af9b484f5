package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.parse.Keyword.Status;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeywordsTest {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);

    private static Keyword keyword(String words) {
        return Keyword.of(words, "", GLOBAL, "for a test").effective(line -> {});
    }

    @Test
    void findsTheLongestThatFits() {
        Keywords keywords = Keywords.of(List.of(keyword("a"), keyword("a b c"), keyword("a b")));

        assertThat(keywords.find(Place.GLOBAL, List.of("a", "b", "c", "d"), 0))
                .map(Keyword::name)
                .hasValue("a b c");
        assertThat(keywords.find(Place.GLOBAL, List.of("x", "a", "b"), 1))
                .map(Keyword::name)
                .hasValue("a b");
        assertThat(keywords.find(Place.GLOBAL, List.of("a", "c"), 0))
                .map(Keyword::name)
                .hasValue("a");
        assertThat(keywords.find(Place.GLOBAL, List.of("b"), 0)).isEmpty();
        assertThat(keywords.find(Place.DEFAULTS, List.of("a"), 0)).isEmpty();
        assertThat(keywords.find(Place.GLOBAL, List.of("a"), 1)).isEmpty();
    }

    @Test
    void refusesTwoDeclarationsOfOne() {
        List<Keyword> one = List.of(keyword("a"));
        List<Keyword> other = List.of(keyword("a"));

        assertThatThrownBy(() -> Keywords.of(one, other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachDeclarationExplainsItself() {
        for (Keyword keyword : TestLanguage.KEYWORDS.all()) {
            boolean explained = switch (keyword.status()) {
                case EFFECTIVE ->
                    !keyword.documentation().isEmpty()
                            || keyword.places().contains(Place.CRITERION)
                            || keyword.places().contains(Place.PREDEFINED_ACL);
                case WITHOUT_EFFECT -> !keyword.reason().isEmpty();
                case NOT_YET -> keyword.reason().isEmpty();
            };
            assertThat(explained).as(keyword.name()).isTrue();
        }
    }

    @Test
    void whatConcernsSecurityOrLimitsIsNeverIgnored() {
        List<String> mustNotBeIgnored = List.of(
                "maxconn",
                "maxconnrate",
                "maxsessrate",
                "setcap",
                "user",
                "group",
                "uid",
                "gid",
                "chroot",
                "ulimit-n",
                "stats auth",
                "stats scope",
                "verify",
                "ssl",
                "accept-proxy",
                "send-proxy",
                "rate-limit sessions",
                "tune.http.maxhdr",
                "tune.rcvbuf.client",
                "tune.vars.proc-max-size",
                "unix-bind",
                "strict-limits");

        assertThat(TestLanguage.KEYWORDS.all())
                .filteredOn(keyword -> mustNotBeIgnored.contains(keyword.name()))
                .extracting(Keyword::status)
                .isNotEmpty()
                .doesNotContain(Status.WITHOUT_EFFECT);
    }

    @Test
    void theTablesNameEachKeyword() {
        String all = KeywordTable.effective(TestLanguage.KEYWORDS)
                + KeywordTable.withoutEffect(TestLanguage.KEYWORDS)
                + KeywordTable.notYet(TestLanguage.KEYWORDS);

        for (Keyword keyword : TestLanguage.KEYWORDS.all()) {
            assertThat(all).contains("`" + keyword.name());
        }
    }
}

package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec;
import dev.sluice.config.TableSpec.KeyType;
import dev.sluice.config.TableSpec.Stored;
import dev.sluice.config.keyword.BuiltInKeywords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of stick tables, peers sections and rules of persistence. */
class TablesTest {
    private static ParseResult parse(String text) {
        return new ConfigurationParser(Keywords.of(BuiltInKeywords.ALL))
                .parse(List.of(new Source("t.cfg", text)), Environment.ofProcess(), ParseOptions.DEFAULT);
    }

    private static Configuration good(String text) {
        ParseResult result = parse(text);
        return result.usable().orElseThrow(() -> new AssertionError(result.diagnostics()));
    }

    private static String wrong(String line) {
        ParseResult result = parse("backend b\n    " + line + "\n");
        assertThat(result.usable()).isEmpty();
        return result.diagnostics().stream().map(Diagnostic::text).findFirst().orElse("");
    }

    @Test
    void readsAll() {
        TableSpec table = good("backend b\n    stick-table type string len 12 size 2k expire 1m nopurge srvkey addr"
                        + " store gpc(2),http_req_rate(10s) store conn_cur brates-factor 3\n")
                .tables()
                .get(0);
        assertThat(table.name()).isEqualTo("b");
        assertThat(table.type()).isEqualTo(KeyType.STRING);
        assertThat(table.keyLength()).isEqualTo(12);
        assertThat(table.size()).isEqualTo(2048);
        assertThat(table.expireMillis()).isEqualTo(60_000);
        assertThat(table.noPurge()).isTrue();
        assertThat(table.bytesFactor()).isEqualTo(3);
        assertThat(table.serverKey()).isEqualTo(TableSpec.ServerKey.ADDR);
        assertThat(table.stored())
                .containsExactly(
                        new Stored(TableData.CONN_CUR, 1, 0),
                        new Stored(TableData.HTTP_REQ_RATE, 1, 10_000),
                        new Stored(TableData.GPC, 2, 0));
    }

    @Test
    void rulesOfPersistenceHaveTheTableKeepServers() {
        Configuration configuration = good("""
                defaults
                    timeout connect 1s
                    timeout server 1s
                backend pop
                    stick-table type ip size 10 store gpc0
                    server s1 127.0.0.1:1
                backend smtp
                    stick match src table pop
                    server s1 127.0.0.1:1
                """);
        assertThat(configuration.tables().get(0).stored())
                .extracting(Stored::data)
                .containsExactly(TableData.SERVER_ID, TableData.GPC0, TableData.SERVER_KEY);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(wrong("stick-table size 10")).contains("type of keys is missing");
        assertThat(wrong("stick-table type ip")).contains("number of entries is missing");
        assertThat(wrong("stick-table type ipx size 10")).contains("unknown type 'ipx'");
        assertThat(wrong("stick-table type ip size 10 store foo")).contains("unknown data type 'foo'");
        assertThat(wrong("stick-table type ip size 10 store conn_rate")).contains("a period between parentheses");
        assertThat(wrong("stick-table type ip size 10 store gpc(101)")).contains("from 1 to 100");
        assertThat(wrong("stick-table type ip size 10 store gpc0,gpc0")).contains("stored twice");
        assertThat(wrong("stick-table type ip size 10 store gpc(1),gpc0")).contains("cannot be stored both");
        assertThat(wrong("stick-table type ip size 10 write-to other")).contains("not supported");
        assertThat(wrong("stick-table type ip size 10 peers nobody")).contains("no peers section 'nobody'");
        assertThat(wrong("stick on src")).contains("unable to find stick-table 'b'");
    }

    @Test
    void tablesThatRulesNameMustBeThere() {
        // What can be tested is declared by those who compile it; here only the actions and arguments of rules are
        // seen.
        assertThat(wrong("stick-table type ip size 10\n    stick on src,table_gpc0(nobody)"))
                .contains("unable to find table 'nobody' referenced in 'table_gpc0'");
        assertThat(wrong("stick-table type ip size 10\n    stick on src,table_gpc(1,b),table_gpc(1,nobody)"))
                .contains("unable to find table 'nobody' referenced in 'table_gpc'");
        assertThat(good("backend b\n    stick-table type ip size 10\n    stick on src,in_table(b)\n")
                        .tables())
                .hasSize(1);
    }

    @Test
    void otherNodesAreNamedAsNotServed() {
        ParseResult result = parse("""
                global
                    localpeer me
                peers group
                    peer me 127.0.0.1:1024
                    peer you 127.0.0.1:1025
                    table t type integer size 5
                """);
        Configuration configuration = result.usable().orElseThrow();
        assertThat(result.diagnostics())
                .extracting(Diagnostic::text)
                .singleElement()
                .asString()
                .contains("'you' is not this one");
        assertThat(configuration.tables()).extracting(TableSpec::name).containsExactly("group/t");
        assertThat(configuration.global().get(GlobalSettings.PEERS).get(0).peers())
                .extracting(peer -> peer.name() + peer.local())
                .containsExactly("metrue", "youfalse");
    }
}

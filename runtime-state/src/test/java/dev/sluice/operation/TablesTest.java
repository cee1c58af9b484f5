package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Level;
import dev.sluice.config.TableData;
import dev.sluice.operation.process.Reload;
import dev.sluice.operation.table.ClearTable;
import dev.sluice.operation.table.EntrySelector;
import dev.sluice.operation.table.EntrySelector.Condition;
import dev.sluice.operation.table.EntrySelector.Filtered;
import dev.sluice.operation.table.EntrySelector.WithKey;
import dev.sluice.operation.table.EntrySelector.WithPointer;
import dev.sluice.operation.table.SetTable;
import dev.sluice.operation.table.SetTable.NewValue;
import dev.sluice.operation.table.ShowPeers;
import dev.sluice.operation.table.ShowTable;
import dev.sluice.operation.table.ShowTables;
import dev.sluice.operation.table.TableDump;
import dev.sluice.operation.table.TableInfo;
import dev.sluice.operation.table.TableRow;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import dev.sluice.state.table.TableKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations on stick tables do. */
class TablesTest {
    private static final String TEXT = """
            global
                localpeer me
            peers group
                peer me 127.0.0.1:1024
                table shared type string size 1k store gpc0
            backend addresses
                stick-table type ip size 1k expire 10m store gpc0,http_req_rate(10s)
            backend arrays
                stick-table type integer size 4 nopurge store gpc(3),bytes_in_cnt
            backend blobs
                stick-table type binary len 4 size 10 store gpc0
            """;

    private final World world = new World(TEXT);

    @AfterEach
    void close() {
        world.close();
    }

    private Outcome set(String table, String key, String... words) {
        List<NewValue> values = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            values.add(new NewValue(words[i], words[i + 1]));
        }
        return world.ask(new SetTable(table, new WithKey(key), values, true));
    }

    private TableDump dump(String table, EntrySelector entries) {
        Outcome outcome = world.ask(new ShowTable(table, entries));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (TableDump) Objects.requireNonNull(((Outcome.Done) outcome).value());
    }

    private List<TableRow> rows(String table, EntrySelector entries) {
        List<TableRow> rows = new ArrayList<>();
        TableDump dump = dump(table, entries);
        for (TableRow row = dump.rows().next(); row != null; row = dump.rows().next()) {
            rows.add(row);
        }
        return rows;
    }

    private static EntrySelector where(String... words) {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < words.length; i += 3) {
            conditions.add(new Condition(words[i], words[i + 1], words[i + 2]));
        }
        return new Filtered(conditions);
    }

    private StickTable table(String name) {
        return world.state.tables().find(name).orElseThrow();
    }

    @Test
    void listsTablesTheLastFirst() {
        set("addresses", "10.0.0.1");
        List<Object> rows = World.list((Outcome.Rows) world.ask(new ShowTables()));
        assertThat(rows)
                .extracting(row -> ((TableInfo) row).spec().name() + " " + ((TableInfo) row).used())
                .containsExactly("blobs 0", "arrays 0", "addresses 1", "group/shared 0");
    }

    @Test
    void makesAndChangesEntries() {
        assertThat(World.text(set("addresses", "10.0.0.1", "data.gpc0", "7", "data.http_req_rate", "9")))
                .isEqualTo("OK");
        TableRow row = rows("addresses", new WithKey("10.0.0.1")).get(0);
        assertThat(row.values()).extracting(TableRow.Value::number).containsExactly(7L, 9L);
        assertThat(row.expiresMillis()).isEqualTo(600_000);
        world.clock.pass(1000);
        EntrySelector pointer = new WithPointer("0x" + Long.toHexString(row.pointer()));
        world.ask(new SetTable("addresses", pointer, List.of(new NewValue("data.gpc0", "8")), true));
        assertThat(rows("addresses", pointer).get(0).values().get(0).number()).isEqualTo(8);
        assertThat(rows("addresses", pointer).get(0).expiresMillis()).isEqualTo(600_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "10.0.0.2/8", "10.0.0.2:80", "10.0.0.2data.gpc0", "10.0.0.2 "})
    void anAddressEndsWhereItCanGoOnNoMore(String key) {
        assertThat(World.text(set("addresses", key))).isEqualTo("OK");
        assertThat(rows("addresses", new WithKey("10.0.0.2"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0", "10.0.0x", "10.0.0.256", "10.0.0.2.3", "10.0.0.2.", "x10.0.0.2"})
    void whatIsNoAddressIsNoKey(String key) {
        assertThat(World.text(set("addresses", key))).isEqualTo("Invalid key");
    }

    @Test
    void aBadValueLeavesAllAsItWasUnlessStepwise() {
        List<NewValue> values = List.of(new NewValue("data.gpc0", "7"), new NewValue("data.nothing", "1"));
        assertThat(world.say(new SetTable("addresses", new WithKey("10.0.0.1"), values, false)))
                .isEqualTo("Unknown data type");
        assertThat(table("addresses").used()).isZero();
        assertThat(world.say(new SetTable("addresses", new WithKey("10.0.0.1"), values, true)))
                .isEqualTo("Unknown data type");
        assertThat(rows("addresses", EntrySelector.ALL).get(0).values().get(0).number())
                .isEqualTo(7);
    }

    @Test
    void aSignAloneIsZero() {
        assertThat(World.text(set("arrays", "1", "data.gpc", "-"))).isEqualTo("OK");
        assertThat(rows("arrays", where("data.gpc", "eq", "-"))).hasSize(1);
    }

    @Test
    void refusesInHaproxysWords() {
        assertThat(World.text(set("nope", "1"))).isEqualTo("No such table");
        assertThat(World.text(set("addresses", ""))).isEqualTo("Key value expected");
        assertThat(World.text(set("addresses", "example.com"))).isEqualTo("Invalid key");
        assertThat(World.text(set("blobs", "aa")))
                .isEqualTo(
                        "Inserting keys into tables of type other than ip, ipv6, string and integer is not supported");
        assertThat(World.text(set("arrays", "1", "data.gpc[3]", "1")))
                .isEqualTo("index out of range in this data array");
        assertThat(World.text(set("arrays", "1", "data.gpc0", "1"))).isEqualTo("Data type not stored in this table");
        assertThat(World.text(set("arrays", "1", "gpc", "1")))
                .isEqualTo("\"data.<type>\" followed by a value expected");
        assertThat(World.text(set("arrays", "1", "data.gpc", "+1")))
                .isEqualTo("Require a valid integer value to store");
        assertThat(world.say(new ShowTable("arrays", where("data.gpc", "is", "1"))))
                .startsWith("Filter entry #1: Require and operator among");
        assertThat(world.say(new ShowTable("arrays", where("data.gpc", "eq", "1", "data.gpc", "eq", "x"))))
                .isEqualTo("Filter entry #2: Require a valid integer value to compare against");
        String[] tooMany = "data.gpc ge 0 data.gpc ge 0 data.gpc ge 0 data.gpc ge 7 x y z".split(" ", -1);
        assertThat(world.say(new ShowTable("arrays", where(tooMany))))
                .isEqualTo("Detected extra data in filter, 16th word of input, after '7'");
        assertThat(world.say(new ShowTable("arrays", new WithPointer("17"))))
                .isEqualTo("Pointer expected (0xffff notation)");
        assertThat(world.say(new ShowPeers("nope"))).isEqualTo("No such peers");
    }

    @Test
    void aFullTableThatForgetsNothingSaysSo() {
        for (int i = 1; i <= 4; i++) {
            set("arrays", String.valueOf(i));
        }
        assertThat(World.text(set("arrays", "5"))).isEqualTo("Unable to allocate a new entry");
        assertThat(World.text(set("arrays", "4", "data.bytes_in_cnt", "5000000000")))
                .isEqualTo("OK");
        assertThat(rows("arrays", where("data.bytes_in_cnt", "gt", "4999999999")))
                .hasSize(1);
    }

    @Test
    void forgetsWhatMatchesAndIsNotTracked() {
        set("arrays", "1", "data.gpc[1]", "5");
        set("arrays", "2", "data.gpc[1]", "6");
        set("arrays", "3", "data.gpc[1]", "7");
        TableEntry tracked = Objects.requireNonNull(table("arrays").acquire(new TableKey().number(3)));
        assertThat(world.say(new ClearTable("arrays", new WithKey("3"))))
                .isEqualTo("Entry currently in use, cannot remove");
        assertThat(world.say(new ClearTable("arrays", where("data.gpc[1]", "ge", "6"))))
                .isEqualTo("OK");
        assertThat(rows("arrays", EntrySelector.ALL)).extracting(TableRow::key).containsExactlyInAnyOrder("1", "3");
        table("arrays").release(tracked);
        assertThat(world.say(new ClearTable("arrays", EntrySelector.ALL))).isEqualTo("OK");
        assertThat(table("arrays").used()).isZero();
    }

    @Test
    void whoMayOnlyLookSeesNoEntry() {
        set("addresses", "10.0.0.1");
        Caller user = new Caller(Level.USER, "test", "");
        Outcome outcome = world.ask(new ShowTable("addresses", EntrySelector.ALL), user);
        TableDump dump = (TableDump) Objects.requireNonNull(((Outcome.Done) outcome).value());
        assertThat(dump.permitted()).isFalse();
        assertThat(dump.rows().next()).isNull();
        assertThat(World.text(world.ask(new ShowTable("addresses", new WithKey("10.0.0.1")), user)))
                .isEqualTo("Permission denied");
    }

    @Test
    void aReloadKeepsTheEntriesOfATableThatIsTheSame() {
        set("addresses", "10.0.0.1", "data.gpc0", "3");
        set("arrays", "1");
        world.rewrite(TEXT.replace("gpc(3)", "gpc(2)").replace("localpeer me", "localpeer me\n    maxconn 100"));
        assertThat(World.text(world.ask(new Reload()))).doesNotContain("error");
        assertThat(rows("addresses", EntrySelector.ALL).get(0).values().get(0).number())
                .isEqualTo(3);
        assertThat(table("arrays").used()).as("another layout").isZero();
        assertThat(table("arrays").elements(TableData.GPC)).isEqualTo(2);
    }
}

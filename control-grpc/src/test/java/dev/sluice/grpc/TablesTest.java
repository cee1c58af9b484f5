package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Level;
import dev.sluice.grpc.v1.ClearTableRequest;
import dev.sluice.grpc.v1.GetTableRequest;
import dev.sluice.grpc.v1.ListPeersRequest;
import dev.sluice.grpc.v1.ListTableEntriesRequest;
import dev.sluice.grpc.v1.ListTablesRequest;
import dev.sluice.grpc.v1.SetTableEntryRequest;
import dev.sluice.grpc.v1.StreamTableEntriesRequest;
import dev.sluice.grpc.v1.Table;
import dev.sluice.grpc.v1.TableAssignment;
import dev.sluice.grpc.v1.TableCondition;
import dev.sluice.grpc.v1.TableEntry;
import dev.sluice.grpc.v1.TableKeyType;
import dev.sluice.grpc.v1.TableOperator;
import dev.sluice.grpc.v1.TableServiceGrpc;
import io.grpc.Status;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stick tables over gRPC. */
class TablesTest {
    static final String TEXT = """
            global
                localpeer me
            peers group
                peer me 127.0.0.1:1024
                table shared type string size 1k store gpc0
            backend addresses
                stick-table type ip size 1k expire 10m store gpc0,http_req_rate(10s)
            backend numbers
                stick-table type integer size 10k store gpc(2)
            """;

    private TestProgram program;
    private TableServiceGrpc.TableServiceBlockingStub tables;

    @BeforeEach
    void start() throws IOException {
        program = TestProgram.start(TEXT);
        tables = TableServiceGrpc.newBlockingStub(program.channel(Level.OPERATOR));
    }

    @AfterEach
    void stop() throws Exception {
        program.close();
    }

    private static SetTableEntryRequest set(String table, String key, String data, int index, long value) {
        return SetTableEntryRequest.newBuilder()
                .setTable(table)
                .setKey(key)
                .addValues(TableAssignment.newBuilder()
                        .setDataType(data)
                        .setIndex(index)
                        .setValue(value))
                .build();
    }

    private static TableCondition more(String data, int index, long value) {
        return TableCondition.newBuilder()
                .setDataType(data)
                .setIndex(index)
                .setOperator(TableOperator.TABLE_OPERATOR_GREATER)
                .setValue(value)
                .build();
    }

    /** Calls every method once. */
    static void callAll(TableServiceGrpc.TableServiceBlockingStub tables) {
        String key = tables.setTableEntry(set("tables/addresses", "10.0.0.1", "gpc0", 0, 7))
                .getEntry()
                .getKey();
        assertThat(tables.getTable(GetTableRequest.newBuilder()
                                .setName("tables/addresses")
                                .build())
                        .getTable()
                        .getUsed())
                .isEqualTo(1);
        assertThat(tables.listTables(ListTablesRequest.getDefaultInstance()).getTablesCount())
                .isEqualTo(3);
        assertThat(tables.listTableEntries(ListTableEntriesRequest.newBuilder()
                                .setTable("tables/addresses")
                                .build())
                        .getEntries(0)
                        .getKey())
                .isEqualTo(key);
        assertThat(tables.streamTableEntries(StreamTableEntriesRequest.newBuilder()
                                .setTable("tables/addresses")
                                .build())
                        .next()
                        .getEntriesCount())
                .isEqualTo(1);
        tables.clearTable(
                ClearTableRequest.newBuilder().setTable("tables/addresses").build());
        assertThat(tables.getTable(GetTableRequest.newBuilder()
                                .setName("tables/addresses")
                                .build())
                        .getTable()
                        .getUsed())
                .isZero();
        assertThat(tables.listPeers(ListPeersRequest.getDefaultInstance())
                        .getPeers(0)
                        .getPeers(0)
                        .getLocal())
                .isTrue();
    }

    @Test
    void tablesAndPeersAreListed() {
        assertThat(tables.listTables(ListTablesRequest.getDefaultInstance()).getTablesList())
                .extracting(Table::getName)
                .containsExactly("tables/numbers", "tables/addresses", "tables/group/shared");
        Table table = tables.getTable(
                        GetTableRequest.newBuilder().setName("tables/addresses").build())
                .getTable();
        assertThat(table.getKeyType()).isEqualTo(TableKeyType.TABLE_KEY_TYPE_IP);
        assertThat(table.getExpire().getSeconds()).isEqualTo(600);
        assertThat(table.getDataTypesList()).containsExactly("gpc0", "http_req_rate");
        assertThat(tables.listPeers(ListPeersRequest.getDefaultInstance())
                        .getPeers(0)
                        .getTablesList())
                .containsExactly("tables/group/shared");
        Refused.by(() -> tables.getTable(
                        GetTableRequest.newBuilder().setName("tables/nope").build()))
                .with(Status.Code.NOT_FOUND, "TABLE_NOT_FOUND");
    }

    @Test
    void entriesAreSetAndForgotten() {
        TableEntry entry = tables.setTableEntry(set("tables/addresses", "10.0.0.1", "gpc0", 0, 7))
                .getEntry();
        assertThat(entry.getKey()).isEqualTo("10.0.0.1");
        assertThat(entry.getValues(0).getNumber()).isEqualTo(7);
        assertThat(entry.getValues(1).getPeriod().getSeconds()).isEqualTo(10);
        Refused.by(() -> tables.setTableEntry(set("tables/addresses", "10.0.0.2", "gpc1", 0, 7)))
                .with(Status.Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        assertThat(tables.listTableEntries(ListTableEntriesRequest.newBuilder()
                                .setTable("tables/addresses")
                                .build())
                        .getEntriesList())
                .as("what was refused has made no entry")
                .hasSize(1);
        tables.clearTable(ClearTableRequest.newBuilder()
                .setTable("tables/addresses")
                .setPointer(entry.getPointer())
                .build());
        assertThat(tables.listTableEntries(ListTableEntriesRequest.newBuilder()
                                .setTable("tables/addresses")
                                .setKey("10.0.0.1")
                                .build())
                        .getEntriesList())
                .isEmpty();
        var user = TableServiceGrpc.newBlockingStub(program.channel(Level.USER));
        Refused.by(() -> user.listTableEntries(ListTableEntriesRequest.newBuilder()
                        .setTable("tables/addresses")
                        .build()))
                .with(Status.Code.PERMISSION_DENIED, "LEVEL_TOO_LOW");
    }

    @Test
    void manyEntriesComeInPagesOrAsAStream() {
        for (int i = 0; i < 700; i++) {
            var unused = tables.setTableEntry(set("tables/numbers", String.valueOf(i), "gpc", 1, i));
        }
        Set<String> keys = new HashSet<>();
        tables.streamTableEntries(StreamTableEntriesRequest.newBuilder()
                        .setTable("tables/numbers")
                        .addConditions(more("gpc", 1, 99))
                        .build())
                .forEachRemaining(part -> part.getEntriesList().forEach(entry -> keys.add(entry.getKey())));
        assertThat(keys).hasSize(600);
        keys.clear();
        ListTableEntriesRequest request = ListTableEntriesRequest.newBuilder()
                .setTable("tables/numbers")
                .setPageSize(300)
                .build();
        String token = "";
        do {
            var page = tables.listTableEntries(
                    request.toBuilder().setPageToken(token).build());
            page.getEntriesList().forEach(entry -> keys.add(entry.getKey()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(keys).hasSize(700);
        Refused.by(() -> tables.streamTableEntries(StreamTableEntriesRequest.newBuilder()
                                .setTable("tables/nope")
                                .build())
                        .hasNext())
                .with(Status.Code.NOT_FOUND, "TABLE_NOT_FOUND");
    }
}

package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.ClearTableRequest;
import dev.sluice.grpc.v1.ListTableEntriesRequest;
import dev.sluice.grpc.v1.SetTableEntryRequest;
import dev.sluice.grpc.v1.TableAssignment;
import dev.sluice.grpc.v1.TableEntry;
import dev.sluice.grpc.v1.TableValue;
import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.GrpcClient;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stick tables do to traffic, seen and changed through both doors while it goes on. */
class StickTableTest {
    private static final String CLIENT = "127.0.0.1";

    private final Origin one = new Origin("one");
    private final Origin two = new Origin("two");

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    private static int status(int port) {
        try (Conversation client = new Conversation(port)) {
            return client.get("/").response().status();
        }
    }

    private static String body(int port) {
        try (Conversation client = new Conversation(port)) {
            return client.get("/").response().body();
        }
    }

    @Test
    void whoConnectsTooOftenIsAnswered429UntilHisRateHasFallen() {
        String configuration =
                "sluice\n    grpc 127.0.0.1:0 level admin\n" + WebConfiguration.BASE + """
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    http-request deny deny_status 429 if { src_conn_rate(rates) gt 3 }
                    http-request track-sc0 src table rates
                    default_backend web
                backend web
                    server one 127.0.0.1:%d
                backend rates
                    stick-table type ip size 100 expire 1m store conn_rate(1s),conn_cnt,http_req_cnt,http_err_cnt,bytes_out_cnt
                """.formatted(one.port());
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration);
                GrpcClient client = new GrpcClient(proxy.grpcPort())) {
            int port = proxy.port("http");
            for (int i = 0; i < 4; i++) {
                assertThat(status(port)).isEqualTo(200);
            }
            assertThat(status(port)).isEqualTo(429);
            assertThat(proxy.admin().ask("show table rates key " + CLIENT))
                    .contains(" use=0 ", " conn_cnt=4 ", " http_req_cnt=4 ", " http_err_cnt=0 ")
                    .doesNotContain("bytes_out_cnt=0");
            Await.until(() -> "the rate does not fall", () -> status(port) == 200);

            var unused = client.tables()
                    .setTableEntry(SetTableEntryRequest.newBuilder()
                            .setTable("tables/rates")
                            .setKey(CLIENT)
                            .addValues(TableAssignment.newBuilder()
                                    .setDataType("conn_rate")
                                    .setValue(1000))
                            .build());
            assertThat(status(port)).as("a rate set by a typed call counts").isEqualTo(429);
            assertThat(proxy.admin().ask("clear table rates key " + CLIENT)).isEqualTo("\n");
            assertThat(status(port)).as("and is forgotten by a command").isEqualTo(200);
            TableEntry entry = client.tables()
                    .listTableEntries(ListTableEntriesRequest.newBuilder()
                            .setTable("tables/rates")
                            .build())
                    .getEntries(0);
            assertThat(entry.getKey()).isEqualTo(CLIENT);
            assertThat(entry.getValuesList())
                    .filteredOn(value -> value.getDataType().equals("conn_cnt"))
                    .extracting(TableValue::getNumber)
                    .containsExactly(1L);
        }
    }

    @Test
    void whoIsRememberedGoesWhereHeWas() {
        String configuration = "sluice\n    grpc 127.0.0.1:0 level admin\n"
                + WebConfiguration.of(
                        "web",
                        List.of(
                                "stick-table type ip size 100 expire 1m",
                                "stick on src",
                                "server one 127.0.0.1:" + one.port(),
                                "server two 127.0.0.1:" + two.port()));
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration);
                GrpcClient client = new GrpcClient(proxy.grpcPort())) {
            int port = proxy.port("http");
            String first = body(port);
            for (int i = 0; i < 5; i++) {
                assertThat(body(port)).isEqualTo(first);
            }
            int id = first.equals("one") ? 1 : 2;
            assertThat(proxy.admin().ask("show table web"))
                    .contains("key=127.0.0.1 use=0 ", " server_id=" + id + " server_key=" + first);

            assertThat(proxy.admin().ask("clear table web")).isEqualTo("\n");
            assertThat(proxy.admin().ask("set table web key 127.0.0.1 data.server_id " + (3 - id)))
                    .isEqualTo("\n");
            String other = first.equals("one") ? "two" : "one";
            assertThat(body(port)).isEqualTo(other);
            assertThat(proxy.admin().ask("reload")).doesNotContain("error");
            assertThat(body(port)).as("a reload forgets nobody").isEqualTo(other);

            assertThat(proxy.admin().ask("set server web/" + other + " state drain"))
                    .isEqualTo("\n");
            assertThat(body(port)).as("he stays while it drains").isEqualTo(other);
            assertThat(proxy.admin().ask("disable server web/" + other)).isEqualTo("\n");
            assertThat(body(port)).as("but not while it is away").isEqualTo(first);
            var unused = client.tables()
                    .clearTable(ClearTableRequest.newBuilder()
                            .setTable("tables/web")
                            .build());
            assertThat(proxy.admin().ask("show table web")).isEqualTo("# table: web, type: ip, size:100, used:0\n\n");
        }
    }
}

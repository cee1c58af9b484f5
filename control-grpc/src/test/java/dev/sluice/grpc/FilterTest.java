package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import dev.sluice.grpc.v1.AdminCause;
import dev.sluice.grpc.v1.AdminState;
import dev.sluice.grpc.v1.Check;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerAddress;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static final Server SERVER = Server.newBuilder()
            .setName("backends/app/servers/s1")
            .setWeight(0)
            .setAdminState(AdminState.ADMIN_STATE_MAINT)
            .addAdminCauses(AdminCause.ADMIN_CAUSE_FORCED_MAINT)
            .addAdminCauses(AdminCause.ADMIN_CAUSE_INHERITED_DRAIN)
            .setAddress(ServerAddress.newBuilder().setHost("10.0.0.1").setPort(80))
            .setHealthCheck(Check.newBuilder().setEnabled(true).setLastDuration(Times.duration(1500)))
            .setLastChangeTime(Times.wall(1_700_000_000_000L))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "weight = 0",
                "weight <= 0 AND weight >= 0",
                "weight < 1 weight > -1",
                "name = \"backends/app/servers/s1\"",
                "name = backends/app/*",
                "name = */s1",
                "name : app",
                "admin_state = MAINT",
                "admin_state = ADMIN_STATE_MAINT",
                "admin_state != READY",
                "admin_causes = FORCED_MAINT",
                "admin_causes : INHERITED_DRAIN",
                "NOT admin_causes = FORCED_DRAIN",
                "-backup = true",
                "backup = false",
                "address.port > 79",
                "address.host = 10.0.0.*",
                "address : *",
                "max_connections != 3",
                "NOT max_connections : *",
                "health_check.enabled = true",
                "health_check.last_duration >= 1.5s",
                "health_check.last_duration < 2s",
                "last_change_time > 2023-01-01T00:00:00Z",
                "weight = 7 OR (backup = true OR weight = 0)",
                "weight = 7 AND backup = true OR weight = 0",
            })
    void letsThrough(String filter) {
        assertThat(Filter.read(filter, Server.getDescriptor()).test(SERVER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight = 1",
                "weight > 0",
                "max_connections = 0",
                "max_connections : *",
                "name = s1",
                "admin_state = READY",
                "admin_causes = FORCED_DRAIN",
                "NOT weight = 0",
                "weight = 0 AND backup = true",
                "weight = 7 OR backup = true",
                "last_change_time < 2023-01-01T00:00:00Z",
            })
    void holdsBack(String filter) {
        assertThat(Filter.read(filter, Server.getDescriptor()).test(SERVER)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight",
                "weight =",
                "= 3",
                "wait = 3",
                "weight = heavy",
                "backup = yes",
                "backup > false",
                "admin_state = BROKEN",
                "address = 10.0.0.1",
                "address.street = x",
                "name.length = 3",
                "(weight = 3",
                "weight = 3)",
                "weight = 3 OR",
                "weight ! 3",
                "last_change_time > yesterday",
                "health_check.last_duration > 5",
                "name = \"unended",
            })
    void refuses(String filter) {
        assertThatThrownBy(() -> Filter.read(filter, Server.getDescriptor()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("INVALID_ARGUMENT: filter: ");
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> Filter.read("weight = 1 ".repeat(65), Server.getDescriptor()))
                .hasMessageContaining("more than 64");
        assertThatThrownBy(() -> Filter.read("x".repeat(1025), Server.getDescriptor()))
                .hasMessageContaining("longer than 1024");
        assertThatThrownBy(() -> Filter.read("(".repeat(500) + "weight = 1", Server.getDescriptor()))
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void masksLeaveWhatTheyName() {
        FieldMask mask = FieldMask.newBuilder()
                .addPaths("weight")
                .addPaths("address.port")
                .build();
        assertThat(Masks.reader(mask, Server.getDefaultInstance()).apply(SERVER))
                .isEqualTo(Server.newBuilder()
                        .setWeight(0)
                        .setAddress(ServerAddress.newBuilder().setPort(80))
                        .build());
        assertThat(Masks.reader(FieldMask.getDefaultInstance(), Server.getDefaultInstance())
                        .apply(SERVER))
                .isSameAs(SERVER);
        assertThatThrownBy(() -> Masks.reader(
                        FieldMask.newBuilder().addPaths("address.street").build(), Server.getDefaultInstance()))
                .hasMessageContaining("read_mask: 'street' is no field of ServerAddress");
    }
}

package dev.sluice.config.parse;

import static dev.sluice.config.parse.TestLanguage.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.GrpcSettings;
import dev.sluice.config.Level;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may follow the address of a {@code grpc} line. */
class GrpcLineTest {
    @Test
    void limitsAndLevels() {
        Settings said = good(
                        "sluice",
                        " grpc 127.0.0.1:1 ssl crt s.pem ca-file c.pem level user client-level CN=ops,O=x admin"
                                + " client-level web operator keepalive 30s keepalive-timeout 5s keepalive-min 1s"
                                + " max-age 1h max-age-grace 1m max-streams 7 max-message 4m")
                .sluice()
                .get(SluiceSettings.GRPC)
                .get(0)
                .settings();
        assertThat(said.get(GrpcSettings.CLIENT_LEVELS))
                .isEqualTo(Map.of("CN=ops,O=x", Level.ADMIN, "web", Level.OPERATOR));
        assertThat(said.get(GrpcSettings.KEEPALIVE)).isEqualTo(30_000);
        assertThat(said.get(GrpcSettings.KEEPALIVE_TIMEOUT)).isEqualTo(5000);
        assertThat(said.get(GrpcSettings.KEEPALIVE_MIN)).isEqualTo(1000);
        assertThat(said.get(GrpcSettings.MAX_AGE)).isEqualTo(3_600_000);
        assertThat(said.get(GrpcSettings.MAX_AGE_GRACE)).isEqualTo(60_000);
        assertThat(said.get(GrpcSettings.MAX_STREAMS)).isEqualTo(7);
        assertThat(said.get(GrpcSettings.MAX_MESSAGE)).isEqualTo(4 << 20);
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        bad(" grpc 127.0.0.1:1 keepalive 0", "'keepalive' expects a time longer than 0.");
        bad(" grpc 127.0.0.1:1 max-streams 0", "max-streams");
        bad(" grpc 127.0.0.1:1 max-message 1000", "'max-message' expects a size from 1024 to 268435456 bytes");
        bad(" grpc 127.0.0.1:1 max-age-grace 1s", "'max-age-grace' needs 'max-age <time>'.");
        bad(" grpc 127.0.0.1:1 client-level ops admin", "which need 'ca-file <pem>'.");
        bad(" grpc 127.0.0.1:1 client-level ops root", "expects one of: user, operator, admin (got 'root').");
        bad(" grpc 127.0.0.1:1 client-level a user client-level a user", "'a' has a level already.");
        bad(" metrics 127.0.0.1:1 max-streams 3", "'max-streams' is for 'grpc' lines.");
    }

    private static void bad(String line, String message) {
        ParseResult result = TestLanguage.parse("sluice\n" + line + "\n");
        assertThat(result.diagnostics().toString()).contains(message);
        assertThat(result.usable()).isEmpty();
    }
}

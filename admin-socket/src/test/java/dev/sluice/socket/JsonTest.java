package dev.sluice.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.socket.command.Spoken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection that has asked for JSON gets every list as JSON. */
@Timeout(60)
final class JsonTest {
    /** Of nobody: signed by itself, for {@code test.example}. */
    private static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgil5TJWbe/JQLT/rX
            TEKTS1ZcNpTvxUFDij4K17PnGYehRANCAAT3NX7ONkyB7jjL2RmuBJF1uPvAOk2y
            NGWJ4f68eAMUm7qru0ggbROKywYip4KJaL2oo9FIwpeOeV7ZEv8UbL7g
            -----END PRIVATE KEY-----
            -----BEGIN CERTIFICATE-----
            MIIBhTCCASugAwIBAgIUL2e/FmlfQEaDEP6uBgWaIPKgOBYwCgYIKoZIzj0EAwIw
            FzEVMBMGA1UEAwwMdGVzdC5leGFtcGxlMCAXDTI2MTEyMzA2MDQyNVoYDzIxMjYx
            MDMwMDYwNDI1WjAXMRUwEwYDVQQDDAx0ZXN0LmV4YW1wbGUwWTATBgcqhkjOPQIB
            BggqhkjOPQMBBwNCAAT3NX7ONkyB7jjL2RmuBJF1uPvAOk2yNGWJ4f68eAMUm7qr
            u0ggbROKywYip4KJaL2oo9FIwpeOeV7ZEv8UbL7go1MwUTAdBgNVHQ4EFgQUAydw
            LFofrOkPvOCjmFIV5HxFDlswHwYDVR0jBBgwFoAUAydwLFofrOkPvOCjmFIV5HxF
            DlswDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA9EwXfo1dpmqz
            uac9DO96/iAwbhW3QfEDYEsse+Wfd6sCIH8Hy84611eqgplNgvnImLH5+1ptT98K
            MzfR82H5lC44
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path directory;

    private TestProgram program;

    @BeforeEach
    void start() throws IOException {
        String secret = Base64.getEncoder().encodeToString(new byte[48]);
        Files.writeString(directory.resolve("test.pem"), PEM);
        Files.writeString(directory.resolve("keys"), (secret + "\n").repeat(3));
        program = TestProgram.start(
                String.join(
                        "\n",
                        "global",
                        "    stats socket " + directory + "/admin.sock level admin",
                        "peers near",
                        "    peer other 127.0.0.1:1024",
                        "    table t1 type ip size 10 store gpc0",
                        "resolvers names",
                        "    nameserver n1 127.0.0.1:5353",
                        "defaults common",
                        "    mode http",
                        "frontend fe1",
                        "    default_backend be1",
                        "    bind 127.0.0.1:1 ssl crt " + directory + "/test.pem tls-ticket-keys " + directory
                                + "/keys",
                        "backend be1",
                        "    stick-table type ip size 100 expire 1h store gpc0,http_req_rate(10s),server_id",
                        "    default-server weight 5",
                        "    server s1 127.0.0.1:8001",
                        ""),
                Map.of("ONE", "first"));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String ask(String command) throws IOException {
        return Client.ask(directory.resolve("admin.sock"), command + "\n").strip();
    }

    private String json(String command) throws IOException {
        String text = ask("set output json;" + command);
        assertThat(new Json(text).isWhole()).as("%s: %s", command, text).isTrue();
        // What Java calls an object by default has no place in an answer.
        assertThat(text).as(command).doesNotContain("dev.sluice.").doesNotContainPattern("@[0-9a-f]{6,}");
        return text;
    }

    @Test
    void everyListIsOne() throws IOException {
        assertThat(ask("set table be1 key 127.0.0.1 data.gpc0 7")).isEmpty();
        for (Spoken<?> spoken : AdminSockets.vocabulary().all()) {
            if (spoken.isList()) {
                String keyword = String.join(" ", spoken.keyword());
                assertThat(json(keyword)).as(keyword).isNotEmpty();
                String example = ask("explain " + keyword);
                json(example.substring(example.indexOf("Example:   ") + 11).strip());
            }
        }
    }

    @Test
    void entriesOfATable() throws IOException {
        assertThat(ask("set table be1 key 127.0.0.1 data.gpc0 7")).isEmpty();
        assertThat(json("show table be1"))
                .startsWith("[{\"pointer\":")
                .contains("\"key\":\"127.0.0.1\"", "{\"data\":\"gpc0\",\"index\":0,\"period_millis\":0,\"number\":7");
        assertThat(json("show table be1 data.gpc0 gt 7")).isEqualTo("[]");
        assertThat(json("show table nowhere")).startsWith("{\"error\":{\"reason\":\"TABLE_NOT_FOUND\"");
    }

    @Test
    void nameServersAndPeers() throws IOException {
        assertThat(json("show resolvers names")).startsWith("[{\"section\":\"names\",\"name\":\"n1\",\"sent\":0,");
        assertThat(json("show stat domain resolvers")).contains("\"name\":\"n1\",\"sent\":0,");
        assertThat(json("show peers"))
                .startsWith("[{\"name\":\"near\",\"disabled\":false,\"peers\":[{\"name\":\"other\"")
                .contains("\"tables\":[\"near/t1\"]");
    }

    @Test
    void certificatesWithoutWhatIsSecret() throws IOException {
        String file = directory + "/test.pem";
        assertThat(json("show ssl cert " + file))
                .startsWith("{\"filename\":\"" + file + "\",\"status\":\"used\"")
                .contains("\"subject\":\"/CN=test.example\"")
                .doesNotContain("PRIVATE", "MIGHAgEA", "\"key\":");
        assertThat(json("show ssl sni"))
                .startsWith("[{\"frontend\":\"fe1\",")
                .contains("\"certificate\":\"" + file + "\"")
                .doesNotContain("PRIVATE", "\"key\":");
        assertThat(json("show tls-keys")).isEqualTo("[{\"id\":0,\"file\":\"" + directory + "/keys\"}]");
        assertThat(json("show tls-keys *")).contains("\"secrets\":[\"AAAA");
    }

    /** Reads JSON, strictly. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        boolean isWhole() {
            return value() && at == text.length();
        }

        private boolean value() {
            if (at >= text.length()) {
                return false;
            }
            return switch (text.charAt(at)) {
                case '{' -> members('}', true);
                case '[' -> members(']', false);
                case '"' -> matches("\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\"");
                default -> matches("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
            };
        }

        private boolean members(char end, boolean named) {
            at++;
            if (matches(Pattern.quote(String.valueOf(end)))) {
                return true;
            }
            do {
                boolean name = !named || (text.startsWith("\"", at) && value() && matches(":"));
                if (!name || !value()) {
                    return false;
                }
            } while (matches(", ?"));
            return matches(Pattern.quote(String.valueOf(end)));
        }

        private boolean matches(String pattern) {
            var matcher = Pattern.compile(pattern).matcher(text).region(at, text.length());
            boolean found = matcher.lookingAt();
            if (found) {
                at = matcher.end();
            }
            return found;
        }
    }
}

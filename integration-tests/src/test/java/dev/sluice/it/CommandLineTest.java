package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.it.harness.Command;
import dev.sluice.it.harness.Distribution;
import dev.sluice.it.harness.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two command lines: what they do, what they answer, how they end. */
class CommandLineTest {
    private static final String CONFIGURATION = """
            global
                stats socket {{dir}}/admin.sock mode 600 level admin
            defaults
                mode http
                timeout connect 1s
                timeout client 5s
                timeout server 5s
            frontend http
                bind 127.0.0.1:0
                default_backend app
            backend app
                server web1 127.0.0.1:1
            """;

    @TempDir
    private Path directory;

    private String file(String text) throws IOException {
        Path file = Files.createTempFile(directory, "test", ".cfg");
        Files.writeString(file, text.replace("{{dir}}", directory.toString()));
        return file.toString();
    }

    /** The statuses and the beginning of what is said, as HAProxy 3.5 has them but for its banner. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "|1|no configuration file was given",
                "-c|1|no configuration file was given",
                "-f|1|option '-f' needs an argument",
                "-f /none|1|Cannot open configuration file/directory /none : No such file or directory",
                "-zz|1|unknown option '-zz'",
                "-v|0|HAProxy version 3.5.0",
                "-vv|0|TARGET  = linux-glibc",
                "-vq|0|3.5.0+sluice.",
                "-vqs|0|3.5.0",
                "-vqb|0|3.5",
                "-h|0|usage: haproxy",
                "-cc foo|2|Failed to evaluate condition: unparsable conditional expression 'foo'",
                "-cc 1|0|-",
                "-cc 0|1|-",
                "-cc feature(EPOLL)|0|-",
                "-cc !feature(EPOLL)|1|-",
                "-C /none -f x.cfg|1|Could not change to directory /none : No such file or directory",
                "-sf abc -f {{good}}|1|option '-sf' needs process numbers, not 'abc'",
                "-n x -c -f {{good}}|1|option '-n' needs a number, not 'x'",
                "-c -f {{good}}|0|-",
                "-c -V -f {{good}}|0|Configuration file is valid",
                "-c -q -f {{good}}|0|-",
                "-c -- {{good}}|0|-",
                "-N 10 -m 64 -L peer -x /tmp/none -dM -dI -dC -dW -de -dS -d -V -c -f {{good}}|0|Configuration file is valid",
                "-c -f {{bad}}|1|unknown keyword 'timeut' in 'defaults' section; did you mean 'timeout' maybe ?",
                "-c -f {{nobody}}|1|There is no user 'no-such-user'.",
                "-db -f {{nobody}}|1|There is no user 'no-such-user'.",
                "-c -dW -f {{warned}}|1|Some warnings were found and 'zero-warning' is set. Aborting.",
                "-c -f {{warned}}|0|[WARNING]",
                "-db -f {{unbindable}}|1|cannot bind UNIX socket (No such file or directory)",
                "-D -f {{unbindable}}|1|cannot bind UNIX socket (No such file or directory)",
                "-D -f {{descriptor}}|1|is not handed on to a process in the background",
                "-D -p /none/pid -f {{good}}|1|Cannot create pidfile /none/pid: No such file or directory",
                "-W -S /none/sock -db -f {{good}}|1|cannot bind UNIX socket (No such file or directory)",
            })
    void haproxy(String words, int status, String said) throws IOException {
        String line = words == null ? "" : words;
        Command ended = Command.run(Distribution.haproxy(), split(line));
        String all = ended.out() + ended.err();
        assertThat(ended.status()).as(all).isEqualTo(status);
        assertThat(all).doesNotContain("Exception").doesNotContain("\tat ");
        if (said == null) {
            assertThat(all).isEmpty();
        } else {
            assertThat(all).contains(said);
        }
    }

    private String[] split(String line) throws IOException {
        if (line.isEmpty()) {
            return new String[0];
        }
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = switch (words[i]) {
                case "{{good}}" -> file(CONFIGURATION);
                case "{{bad}}" -> file(CONFIGURATION.replace("timeout client", "timeut client"));
                case "{{nobody}}" -> file("global\n    user no-such-user\n" + CONFIGURATION);
                case "{{warned}}" -> file(CONFIGURATION.replace("    timeout server 5s\n", ""));
                case "{{unbindable}}" -> file(CONFIGURATION.replace("{{dir}}", "/none"));
                case "{{descriptor}}" -> file(CONFIGURATION.replace("127.0.0.1:0", "fd@7"));
                default -> words[i];
            };
        }
        return words;
    }

    @Test
    void filesAreRelativeToTheDirectory() throws IOException {
        file(CONFIGURATION);
        Files.move(Path.of(file(CONFIGURATION)), directory.resolve("relative.cfg"));
        Command ended =
                Command.run(Distribution.haproxy(), "-C", directory.toString(), "-c", "-V", "-f", "relative.cfg");
        assertThat(ended.out()).isEqualTo("Configuration file is valid\n");
        assertThat(ended.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "help|0|usage: sluice COMMAND",
                "version|0|Sluice version",
                "nonsense|1|unknown command 'nonsense'",
                "run|1|no configuration file was given",
                "run --nonsense|1|unknown option '--nonsense'",
                "run -f|1|option '-f' needs an argument",
                "check /none|1|Cannot open configuration file/directory /none",
                "check {{good}}|0|Configuration file is valid",
                "check {{bad}}|1|unknown keyword 'timeut'",
                "run --grpc nonsense {{good}}|1|(command line):2",
                "ctl|2|usage: sluice ctl",
                "ctl -s /none/sock show info|3|/none/sock: ",
                "ctl -s no.such.host.invalid:1 show info|3|no.such.host.invalid",
                "ctl -s 127.0.0.1:1 show info|3|Connection refused",
                "ctl -s|2|usage: sluice ctl",
                "ctl --help|0|usage: sluice ctl",
                "top --help|0|usage: sluice top",
                "ctl -s 127.0.0.1:notaport show info|3|no address: a path, or host:port, is wanted",
                "quickstart --nonsense|1|unknown option '--nonsense'",
                "archive --nonsense|1|unknown option '--nonsense'",
            })
    void sluice(String line, int status, String said) throws IOException {
        Command ended = Command.run(Distribution.sluice(), split(line));
        String all = ended.out() + ended.err();
        assertThat(ended.status()).as(all).isEqualTo(status);
        assertThat(all).contains(said).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void commandsTellByTheirStatusHowTheyWent() {
        try (ProxyProcess proxy = ProxyProcess.sluice(CONFIGURATION)) {
            String socket = proxy.directory().resolve("admin.sock").toString();
            Command info = Command.run(Distribution.sluice(), "ctl", "-s", socket, "show", "version");
            assertThat(info.status()).isZero();
            assertThat(info.out()).startsWith("3.5.0+sluice.").endsWith("\n").doesNotContain("\n\n");
            assertThat(info.err()).isEmpty();
            Command done = Command.run(Distribution.sluice(), "ctl", "-s", socket, "disable server app/web1");
            assertThat(done).isEqualTo(new Command(0, "", ""));
            Command refused = Command.run(Distribution.sluice(), "ctl", "-s", socket, "disable server app/none");
            assertThat(refused).isEqualTo(new Command(1, "", "No such server.\n"));
            Command unknown = Command.run(Distribution.sluice(), "ctl", "-s", socket, "nonsense");
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.out() + unknown.err()).startsWith("Unknown command: 'nonsense'");
        }
    }

    @Test
    void quickstartEndsByItselfWhenAsked() {
        Command ended = Command.run(Distribution.sluice(), "quickstart", "--once");
        assertThat(ended.out()).contains("Sluice is running").contains("grpcurl -plaintext 127.0.0.1:");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
    }

    @Test
    void theUnitIsOneThatSystemdTakes() throws IOException {
        Path tool = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(tool), "systemd-analyze is there");
        String unit = Files.readString(Distribution.home().resolve("systemd/sluice.service"))
                .replace("/opt/sluice", Distribution.home().toString());
        Path file = directory.resolve("sluice.service");
        Files.writeString(file, unit);
        Command ended = Command.run(tool, "verify", "--man=no", file.toString());
        assertThat(ended.err()).doesNotContain("sluice.service");
        assertThat(ended.status()).isZero();
        assertThat(unit).contains("Type=notify").contains("ExecReload=");
    }
}

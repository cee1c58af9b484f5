package dev.sluice.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.socket.command.Spoken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command explains itself, and none is left out of the list for programs. */
@Timeout(60)
final class ExplainTest {
    @TempDir
    private Path directory;

    private TestProgram program;

    @BeforeEach
    void start() {
        program = TestProgram.start(
                "global\n    stats socket " + directory + "/admin.sock level admin\n", Map.of("ONE", "first"));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String ask(String command) throws IOException {
        return Client.ask(directory.resolve("admin.sock"), command + "\n");
    }

    @Test
    void everyCommandIsExplainedWithAnExampleThatIsThatCommand() throws IOException {
        for (Spoken<?> spoken : AdminSockets.vocabulary().all()) {
            String keyword = String.join(" ", spoken.keyword());
            String text = ask("explain " + keyword);
            assertThat(text)
                    .startsWith("Command:   " + keyword + "\n")
                    .contains("\nLevel:     "
                            + program.control()
                                    .operations()
                                    .of(spoken.type())
                                    .level()
                                    .word());
            String example = text.substring(text.indexOf("Example:   ") + 11).strip();
            assertThat(example).startsWith(keyword).doesNotContain("<", "[", "{");
        }
    }

    @Test
    void programsAreToldEveryCommand() throws IOException {
        String list = ask("show commands json");
        for (Spoken<?> spoken : AdminSockets.vocabulary().all()) {
            assertThat(list).contains("{\"command\":\"" + String.join(" ", spoken.keyword()) + "\",");
        }
    }
}

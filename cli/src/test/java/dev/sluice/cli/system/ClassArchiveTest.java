package dev.sluice.cli.system;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains with a program that stands in for java: it says that it has begun, waits for leave where it is told to, and writes. */
class ClassArchiveTest {
    private static final String JAVA = """
            #!/bin/sh
            echo begun >>"$2/begun"
            if [ "$3" = wait ]; then while [ ! -e "$2/go" ]; do sleep 0.05; done; fi
            echo classes >"${1#-XX:ArchiveClassesAtExit=}"
            """;

    @TempDir
    private Path directory;

    private Path java;
    private Path newest;
    private Path archive;

    @BeforeEach
    void files() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "no flock, no archive");
        java = Files.writeString(directory.resolve("java"), JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        newest = Files.writeString(directory.resolve("part.jar"), "");
        Files.setLastModifiedTime(newest, FileTime.fromMillis(1_000_000_000_000L));
        archive = directory.resolve("java-17.jsa");
    }

    private Process train(String how) throws IOException {
        return ClassArchive.training(java, archive, newest, List.of(directory.toString(), how))
                .start();
    }

    private long begun() throws IOException {
        Path file = directory.resolve("begun");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private void awaitBegun(long times) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && begun() < times; i++) {
            Thread.sleep(50);
        }
        assertThat(begun()).isEqualTo(times);
    }

    private static void end(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, SECONDS)).isTrue();
    }

    @Test
    void whoComesWhileOneTrainsLeavesIt() throws IOException, InterruptedException {
        Process first = train("wait");
        awaitBegun(1);
        end(train("at once"));
        assertThat(begun()).isEqualTo(1);
        Files.writeString(directory.resolve("go"), "");
        end(first);
        assertThat(archive).hasContent("classes");
        end(train("at once"));
        assertThat(begun()).as("once it is there").isEqualTo(1);
    }

    @Test
    void aTrainingThatWasKilledIsTakenUpAtOnce() throws IOException, InterruptedException {
        Process first = train("wait");
        awaitBegun(1);
        List<ProcessHandle> all =
                Stream.concat(first.descendants(), Stream.of(first.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            process.onExit().orTimeout(30, SECONDS).join();
        }
        Files.writeString(directory.resolve("java-17.jsa.12"), "unfinished");
        for (int i = 0; i < 200 && !Files.exists(archive); i++) {
            end(train("at once")); // What the one that was killed has just started itself may live a moment longer.
        }
        assertThat(archive).hasContent("classes");
        assertThat(directory.resolve("java-17.jsa.12")).doesNotExist();
    }
}

package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.Called;
import dev.sluice.operation.Catalogue;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Declared.Audience;
import dev.sluice.socket.AdminSockets;
import dev.sluice.socket.command.Spoken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Walks all operations: each has what its audience asks for, a level, a summary, and a test that names it. */
class RegistryTest {
    private final Set<Class<?>> said = AdminSockets.vocabulary().all().stream()
            .flatMap(spoken -> Stream.concat(Stream.of(spoken.type()), spoken.others().stream()))
            .collect(Collectors.toSet());
    private final Set<Class<?>> called =
            Called.ALL.stream().map(each -> each.declared().type()).collect(Collectors.toSet());

    @Test
    void everyOperationIsSaidAndCalledAsItsAudienceAsks() {
        List<String> lacking = new ArrayList<>();
        for (Declared<?> declared : Catalogue.all().all()) {
            boolean words = declared.audience() == Audience.ALL || declared.audience() == Audience.TEXT_ONLY;
            boolean call = declared.audience() == Audience.ALL || declared.audience() == Audience.TYPED_ONLY;
            if (words != said.contains(declared.type())) {
                lacking.add(declared.name() + (words ? " has no words" : " is not for words, but has some"));
            }
            // What the socket alone is for may be told in a call all the same; what has to be called must have one.
            if (call && !called.contains(declared.type())) {
                lacking.add(declared.name() + " has no call");
            }
            if (declared.summary().isBlank() || !declared.name().matches("[a-z]+(-[a-z0-9]+)*")) {
                lacking.add(declared.name() + " has no summary or no proper name");
            }
        }
        assertThat(lacking).isEmpty();
    }

    @Test
    void everyCommandIsListedOrSaysNothingOfItself() {
        assertThat(AdminSockets.vocabulary().all())
                .allSatisfy(
                        spoken -> assertThat(Catalogue.all().of(spoken.type()).level())
                                .as(String.join(" ", spoken.keyword()))
                                .isNotNull());
        assertThat(AdminSockets.vocabulary().all().stream()
                        .filter(Spoken::isListed)
                        .count())
                .isGreaterThan(50);
    }

    @Test
    void everyOperationIsNamedByATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("..").toRealPath(), 12)) {
            for (Path file : files.filter(RegistryTest::isTest).toList()) {
                tests.append(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
        }
        String all = tests.toString();
        List<String> unnamed = new ArrayList<>();
        for (Declared<?> declared : Catalogue.all().all()) {
            boolean named = Stream.concat(
                            Stream.of(declared.type().getSimpleName(), declared.name() + " |"),
                            AdminSockets.vocabulary().all().stream()
                                    .filter(spoken -> spoken.type() == declared.type()
                                            || spoken.others().contains(declared.type()))
                                    .map(spoken -> String.join(" ", spoken.keyword())))
                    .anyMatch(all::contains);
            boolean calls = Called.ALL.stream()
                    .filter(each -> each.declared().type() == declared.type())
                    .map(each -> each.rpc().getBareMethodName())
                    .anyMatch(method -> method != null && all.contains(method));
            if (!named && !calls) {
                unnamed.add(declared.name());
            }
        }
        assertThat(unnamed).isEmpty();
    }

    private static boolean isTest(Path file) {
        String path = file.toString();
        return path.contains("/src/test/")
                && (path.endsWith(".java") || path.endsWith(".txt"))
                && !path.endsWith("/v1.txt");
    }
}

package dev.sluice.cli;

import dev.sluice.config.parse.Features;
import dev.sluice.operation.inspect.Fact;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code -vv} says; scripts read the lines with the version and {@code TARGET}. */
final class BuildOptions {
    private BuildOptions() {}

    static String describe(String program) {
        return String.format(
                Locale.ROOT,
                """
                %s
                Build options :
                  TARGET  = linux-glibc
                  JAVA    = %s (%s)

                Feature list : %s

                Regular expressions : java.util.regex of this Java, in place of PCRE2

                Available polling systems :
                      epoll : pref=300,  test result OK
                """,
                Version.line(program),
                Runtime.version(),
                System.getProperty("java.vm.name"),
                String.join(
                        " ",
                        Features.DEFAULT.names().stream()
                                .sorted()
                                .map(name -> "+" + name)
                                .toList()));
    }

    /** The same, one by one. */
    static List<Fact> facts(String program) {
        return List.of(
                new Fact("Program", Version.line(program), ""),
                new Fact(
                        "Program",
                        "features",
                        Features.DEFAULT.names().stream().sorted().collect(Collectors.joining(" "))));
    }
}

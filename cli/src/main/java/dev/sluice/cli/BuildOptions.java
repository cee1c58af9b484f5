package dev.sluice.cli;

import dev.sluice.config.parse.Features;
import java.util.Locale;

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
}

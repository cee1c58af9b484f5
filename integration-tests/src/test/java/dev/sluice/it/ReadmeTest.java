package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.AllKeywords;
import dev.sluice.config.parse.KeywordTable;
import dev.sluice.grpc.Called;
import dev.sluice.operation.Catalogue;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Declared.Audience;
import dev.sluice.proxy.rule.SampleWords;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.socket.AdminSockets;
import dev.sluice.socket.command.Spoken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of the README against the declarations that the program goes by. {@code -Dsluice.readme=write} writes them anew instead.
 */
class ReadmeTest {
    private static final Path README = Path.of("../README.md");

    private static final Map<String, String> TABLES = new TreeMap<>(Map.of(
            "operations",
            operations(),
            "keywords in effect",
            KeywordTable.effective(AllKeywords.JOINED),
            "keywords without effect",
            KeywordTable.withoutEffect(AllKeywords.JOINED),
            "keywords not yet",
            KeywordTable.notYet(AllKeywords.JOINED),
            "converters",
            converters()));

    @Test
    void theTablesAreThoseOfTheProgram() throws IOException {
        String text = Files.readString(README);
        String expected = text;
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            expected = replaced(expected, table.getKey(), table.getValue());
        }
        if (System.getProperty("sluice.readme", "").equals("write")) {
            Files.writeString(README, expected);
            return;
        }

        assertThat(text)
                .as("README.md; write its tables with -Dsluice.readme=write")
                .isEqualTo(expected);
    }

    private static String replaced(String text, String name, String table) {
        String begin = "<!-- table: " + name + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end -->", from);
        assertThat(from).as(begin).isNotNegative();
        assertThat(to).as("the end of " + begin).isGreaterThan(from);
        return text.substring(0, from + begin.length()) + table + text.substring(to);
    }

    /** One row for each thing that can be said, then what only programs can ask for. */
    private static String operations() {
        StringBuilder text =
                new StringBuilder("| on the socket | over gRPC | level | what it does |\n|---|---|---|---|\n");
        Set<Class<?>> said = new HashSet<>();
        AdminSockets.vocabulary().all().stream()
                .filter(Spoken::isListed)
                .sorted(Comparator.comparing(Spoken::usage))
                .forEach(spoken -> {
                    List<Class<?>> types = new ArrayList<>(List.of(spoken.type()));
                    types.addAll(spoken.others());
                    said.addAll(types);
                    row(text, "`" + spoken.usage() + "`", types, spoken.summary());
                });
        Catalogue.all().all().stream()
                .filter(declared -> declared.audience() == Audience.TYPED_ONLY)
                .filter(declared -> !said.contains(declared.type()))
                .forEach(declared -> row(text, "", List.of(declared.type()), declared.summary()));
        return text.toString();
    }

    private static String converters() {
        StringBuilder text = new StringBuilder("| converter | takes | gives | what it does |\n|---|---|---|---|\n");
        SampleWords.ALL.converters().stream()
                .sorted(Comparator.comparing(Converter::name))
                .forEach(each -> text.append("| `")
                        .append(each.name())
                        .append("` | ")
                        .append(each.input().word())
                        .append(" | ")
                        .append(each.output().word())
                        .append(" | ")
                        .append(each.documentation().replace("|", "\\|"))
                        .append(" |\n"));
        return text.toString();
    }

    private static void row(StringBuilder text, String words, List<Class<?>> types, String summary) {
        Declared<?> first = Catalogue.all().all().stream()
                .filter(declared -> declared.type() == types.get(0))
                .findFirst()
                .orElseThrow();
        String methods = Called.ALL.stream()
                .filter(called -> types.contains(called.declared().type()))
                .map(called -> "`" + called.method().substring(called.method().lastIndexOf('.') + 1) + "`")
                .distinct()
                .collect(Collectors.joining("<br>"));
        text.append("| ")
                .append(words.replace("|", "\\|"))
                .append(" | ")
                .append(methods)
                .append(" | ")
                .append(first.level().name().toLowerCase(Locale.ROOT))
                .append(" | ")
                .append(summary.replace("|", "\\|"))
                .append(" |\n");
    }
}

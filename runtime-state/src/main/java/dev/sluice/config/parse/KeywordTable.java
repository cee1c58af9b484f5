package dev.sluice.config.parse;

import dev.sluice.config.parse.Keyword.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The manual's tables of keywords, as Markdown, written from their declarations. */
public final class KeywordTable {
    private KeywordTable() {}

    /** What does something: one row for each keyword. */
    public static String effective(Keywords keywords) {
        StringBuilder text = new StringBuilder("| keyword | where | what it is for |\n|---|---|---|\n");
        for (Keyword keyword : withStatus(keywords, Status.EFFECTIVE)) {
            String usage = keyword.usage().isEmpty() ? "" : " " + keyword.usage();
            text.append("| `")
                    .append(escaped(keyword.name() + usage))
                    .append("` | ")
                    .append(places(keyword))
                    .append(" | ")
                    .append(escaped(keyword.documentation()))
                    .append(" |\n");
        }
        return text.toString();
    }

    /** What is accepted and does nothing: one row for each reason. */
    public static String withoutEffect(Keywords keywords) {
        Map<String, String> byReason = new LinkedHashMap<>();
        for (Keyword keyword : withStatus(keywords, Status.WITHOUT_EFFECT)) {
            byReason.merge(keyword.reason(), "`" + keyword.name() + "`", (one, other) -> one + " " + other);
        }
        StringBuilder text = new StringBuilder("| keywords | why nothing has to be done |\n|---|---|\n");
        byReason.forEach((reason, names) -> text.append("| ")
                .append(escaped(names))
                .append(" | ")
                .append(escaped(reason))
                .append(" |\n"));
        return text.toString();
    }

    /** What is refused by name: one row for each place. */
    public static String notYet(Keywords keywords) {
        Map<String, String> byPlace = new LinkedHashMap<>();
        for (Keyword keyword : withStatus(keywords, Status.NOT_YET)) {
            byPlace.merge(places(keyword), "`" + keyword.name() + "`", (one, other) -> one + " " + other);
        }
        String sections =
                Sections.NOT_YET.stream().sorted().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
        StringBuilder text = new StringBuilder("| where | refused by name so far |\n|---|---|\n");
        text.append("| sections | ").append(sections).append(" |\n");
        byPlace.forEach((place, names) -> text.append("| ")
                .append(place)
                .append(" | ")
                .append(escaped(names))
                .append(" |\n"));
        return text.toString();
    }

    private static List<Keyword> withStatus(Keywords keywords, Status status) {
        return keywords.all().stream()
                .filter(keyword -> keyword.status() == status)
                .toList();
    }

    private static String places(Keyword keyword) {
        if (keyword.places().equals(Place.PROXIES)) {
            return "all proxies";
        }
        return keyword.places().stream().sorted().map(Place::word).collect(Collectors.joining(", "));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}

package dev.sluice.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every index finds what a model finds that looks at each entry in turn. */
class PatternModelTest {
    private static final int ROUNDS = 4_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<PatternEntry> model = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "STR,false",
        "STR,true",
        "BEG,false",
        "BEG,true",
        "END,false",
        "END,true",
        "SUB,false",
        "SUB,true",
        "DIR,false",
        "DIR,true",
        "DOM,false",
        "DOM,true",
        "REG,false",
        "REG,true"
    })
    void textsAreFoundAsByLookingAtEach(PatternMatch match, boolean fold) throws PatternException {
        PatternIndex index = index(match, fold);
        Function<String, @Nullable PatternEntry> expected = text -> expected(match, fold, text);
        run(
                index,
                this::text,
                text -> {
                    byte[] padded = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
                    return index.find(padded, 1, padded.length - 2);
                },
                expected);
    }

    @Test
    void numbersAreFoundInTheOldestRange() throws PatternException {
        PatternIndex index = index(PatternMatch.INT, false);
        run(
                index,
                () -> {
                    int low = random.nextInt(40) - 20;
                    return switch (random.nextInt(6)) {
                        case 0 -> low + ":" + (low + random.nextInt(6));
                        case 1 -> random.nextInt(10) == 0 ? low + ":" : low + ":" + low;
                        case 2 -> random.nextInt(10) == 0 ? ":" + low : Integer.toString(low);
                        default -> Integer.toString(low);
                    };
                },
                text -> index.find(text.indexOf(':') < 0 ? Long.parseLong(text) : random.nextInt(3) - 1000),
                text -> text.indexOf(':') < 0 ? first(key -> inRange(key, Long.parseLong(text))) : null,
                text -> text.indexOf(':') < 0);
    }

    private static boolean inRange(String key, long number) {
        int colon = key.indexOf(':');
        if (colon < 0) {
            return Long.parseLong(key) == number;
        }
        boolean above = colon == 0 || Long.parseLong(key.substring(0, colon)) <= number;
        return above && (colon == key.length() - 1 || number <= Long.parseLong(key.substring(colon + 1)));
    }

    @Test
    void addressesAreFoundInTheLongestNetwork() throws PatternException {
        PatternIndex index = index(PatternMatch.IP, false);
        run(
                index,
                () -> "10." + random.nextInt(3) + "." + random.nextInt(3) + "." + random.nextInt(3)
                        + (random.nextBoolean() ? "/" + (8 + random.nextInt(25)) : ""),
                text -> {
                    byte[] address = Addresses.parse(withoutMask(text));
                    return address == null ? null : index.findAddress(address, 0, address.length);
                },
                text -> {
                    PatternEntry best = null;
                    for (PatternEntry entry : model) {
                        if (contains(key(entry), withoutMask(text))
                                && (best == null || bits(key(entry)) > bits(key(best)))) {
                            best = entry;
                        }
                    }
                    return best;
                });
    }

    private static String withoutMask(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static int bits(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? 32 : Integer.parseInt(key.substring(slash + 1));
    }

    private static boolean contains(String key, String address) {
        int shift = 32 - bits(key);
        return number(withoutMask(key)) >>> shift == number(address) >>> shift;
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.", -1)) {
            number = number * 256 + Integer.parseInt(part);
        }
        return number;
    }

    private static PatternIndex index(PatternMatch match, boolean fold) throws PatternException {
        return new PatternLoader()
                .at("test.cfg", 1)
                .acl(new AclPatterns("path", List.of(), List.of(), match, fold, "test.cfg", 1))
                .get(0);
    }

    private interface Words {
        String next();
    }

    private void run(
            PatternIndex index,
            Words texts,
            Function<String, @Nullable PatternEntry> found,
            Function<String, @Nullable PatternEntry> expected) {
        run(index, texts, found, expected, text -> true);
    }

    private void run(
            PatternIndex index,
            Words texts,
            Function<String, @Nullable PatternEntry> found,
            Function<String, @Nullable PatternEntry> expected,
            java.util.function.Predicate<String> askable) {
        PatternReference reference = index.reference();
        for (int i = 0; i < ROUNDS; i++) {
            String text = texts.next();
            boolean growing = model.size() < 40 + (i / 1000 % 2) * 400;
            if (random.nextInt(10) < (growing ? 5 : 2)) {
                reference.add(0, bytes(text), new byte[0]);
                model.clear();
                PatternCursor cursor = reference.entries(0);
                for (PatternEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
                    model.add(entry);
                }
            } else if (random.nextInt(10) < 4 && !model.isEmpty()) {
                PatternEntry gone = model.remove(random.nextInt(model.size()));
                reference.delete(gone);
                assertThat(reference.entry(gone.id())).isNull();
            } else if (askable.test(text)) {
                assertThat(id(found.apply(text)))
                        .as("seed %d round %d: %s in %s", seed, i, text, model)
                        .isEqualTo(id(expected.apply(text)));
            }
            assertThat(reference.count()).isEqualTo(model.size());
        }
    }

    private static long id(@Nullable PatternEntry entry) {
        return entry == null ? -1 : entry.id();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append("abAB./".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private @Nullable PatternEntry expected(PatternMatch match, boolean fold, String asked) {
        String text = fold ? asked.toLowerCase(Locale.ROOT) : asked;
        if (match == PatternMatch.BEG && !fold) {
            PatternEntry best = null;
            for (PatternEntry entry : model) {
                if (text.startsWith(key(entry)) && (best == null || entry.key().length > best.key().length)) {
                    best = entry;
                }
            }
            return best;
        }
        BiPredicate<String, String> matches = switch (match) {
            case STR -> String::equals;
            case BEG -> String::startsWith;
            case END -> String::endsWith;
            case SUB -> String::contains;
            case DIR -> (whole, key) -> between(whole, key, "/?");
            case DOM -> (whole, key) -> between(whole, key, "/?.:");
            default -> (whole, key) -> Pattern.compile(key).matcher(whole).find();
        };
        return first(key -> matches.test(text, fold ? key.toLowerCase(Locale.ROOT) : key));
    }

    private static boolean between(String text, String key, String delimiters) {
        String any = "[" + Pattern.quote(delimiters) + "]";
        String bare = key.replaceAll("^" + any + "+|" + any + "+$", "");
        return !bare.isEmpty()
                && Pattern.compile("(^|" + any + ")" + Pattern.quote(bare) + "($|" + any + ")")
                        .matcher(text)
                        .find();
    }

    private @Nullable PatternEntry first(java.util.function.Predicate<String> matches) {
        return model.stream()
                .filter(entry -> matches.test(key(entry)))
                .findFirst()
                .orElse(null);
    }

    private static String key(PatternEntry entry) {
        return new String(entry.key(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

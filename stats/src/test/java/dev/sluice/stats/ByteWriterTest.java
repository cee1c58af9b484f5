package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteWriterTest {
    /** Characters that matter to a format, and a few that do not. */
    private static final String ALPHABET = "\",\n\r\\ ;{}=ab0\t\u00e9\u0001";

    @Test
    void whateverIsWrittenAsACellIsReadBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<String> row = List.of(word(random), word(random), word(random));
            ByteWriter out = new ByteWriter(1);
            row.forEach(cell -> out.putCell(cell).put(','));
            String line = written(out.put('\n'));
            List<String> expected = new ArrayList<>(row);
            expected.add("");
            assertThat(Csv.parse(line)).as("seed %d: %s", seed, line).containsExactly(expected);
        }
    }

    @Test
    void whateverIsWrittenAsJsonIsReadBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = word(random);
            assertThat(Json.parse(written(new ByteWriter(1).putJson(text))))
                    .as("seed %d", seed)
                    .isEqualTo(text);
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    private static String written(ByteWriter out) {
        return new String(out.take(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void plainCellsAreNotQuoted() {
        assertThat(written(new ByteWriter(1).putCell("L4CON: no (really)"))).isEqualTo("L4CON: no (really)");
        assertThat(written(new ByteWriter(1).putCell("Oops, \"quoted\""))).isEqualTo("\"Oops, \"\"quoted\"\"\"");
    }

    @Test
    void numbersAreWrittenAsDecimals() {
        for (long number : new long[] {0, 7, 10, 99, 100, 4_294_967_296L, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(written(new ByteWriter(1).put(number))).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void decimalsEndWithoutZeros() {
        assertThat(Values.decimal(19.38)).isEqualTo("19.38");
        assertThat(Values.decimal(0)).isEqualTo("0");
        assertThat(Values.decimal(100)).isEqualTo("100");
        assertThat(Values.decimal(1_795_380_926.050972)).isEqualTo("1795380926.050972");
    }

    @Test
    void takingStartsAfresh() {
        ByteWriter out = new ByteWriter(4);
        assertThat(written(out.put("one"))).isEqualTo("one");
        assertThat(out.length()).isZero();
        assertThat(written(out.put("two"))).isEqualTo("two");
    }
}

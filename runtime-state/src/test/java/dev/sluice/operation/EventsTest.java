package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final long START = 1_000_000;
    private static final Caller SOMEONE = new Caller(Level.ADMIN, "socket", "uid=0");

    private final Events events = new Events(START);

    private static Event event(long revision, String text, Change... changes) {
        return new Event(revision, 1_700_000_000_000L + revision, SOMEONE, "set-map", text, List.of(changes));
    }

    private static Change change(String resource, String before, String after) {
        return new Change(Change.Kind.UPDATED, resource, List.of(new Change.Field("weight", before, after)));
    }

    private List<Event> read(long from) {
        List<Event> read = new ArrayList<>();
        for (Events.Reading reading = events.from(from, 100); !reading.events().isEmpty(); ) {
            read.addAll(reading.events());
            reading = events.from(read.get(read.size() - 1).revision() + 1, 100);
        }
        return read;
    }

    @Test
    void givesBackWhatItTook() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> added = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            String text = random.ints(random.nextInt(200), 0, random.nextInt(4) == 0 ? 0x3000 : 0x100)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            Event event = random.nextInt(3) == 0
                    ? event(START + i, text)
                    : event(START + i, text, change("a", "", text), Change.of(Change.Kind.REMOVED, text));
            added.add(event);
            events.add(event);
        }

        assertThat(read(START + 1)).as("seed %d", seed).isEqualTo(added);
        assertThat(read(START + 2500)).isEqualTo(added.subList(2499, 3000));
    }

    @Test
    void forgetsTheOldestOfMany() {
        int count = 3 * Events.KEPT_MIN;
        for (int i = 1; i <= count; i++) {
            events.add(event(START + i, "map entry added"));
        }

        Events.Reading tooOld = events.from(START + 1, 10);
        assertThat(tooOld.gone()).isTrue();
        assertThat(tooOld.events()).isEmpty();
        assertThat(tooOld.newest()).isEqualTo(START + count);
        assertThat(tooOld.newest() - tooOld.oldest()).isBetween((long) Events.KEPT_MIN - 1, Events.KEPT_MIN + 2000L);
        assertThat(events.from(tooOld.oldest(), 1).events()).containsExactly(event(tooOld.oldest(), "map entry added"));
        assertThat(events.from(tooOld.newest() + 1, 1).events()).isEmpty();
        assertThat(events.from(Long.MAX_VALUE, 1).events()).isEmpty();
    }

    @Test
    void forgetsFewThatAreLarge() {
        String large = "x".repeat(Events.BYTES_MAX / 4);
        for (int i = 1; i <= 10; i++) {
            events.add(event(START + i, large));
        }

        Events.Reading newest = events.from(START + 10, 1);
        assertThat(newest.events()).containsExactly(event(START + 10, large));
        assertThat(newest.oldest()).isBetween(START + 7, START + 9);
        assertThat(events.from(START + 1, 1).gone()).isTrue();
    }

    @Test
    void keepsOneThatIsLargerThanAllMayBe() {
        String large = "x".repeat(Events.BYTES_MAX + 1);
        events.add(event(START + 1, large));
        events.add(event(START + 2, "small"));

        assertThat(events.from(START + 2, 5).events()).containsExactly(event(START + 2, "small"));
    }
}

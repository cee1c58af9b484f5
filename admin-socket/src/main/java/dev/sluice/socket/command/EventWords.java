package dev.sluice.socket.command;

import dev.sluice.config.Level;
import dev.sluice.operation.Event;
import dev.sluice.operation.Events;
import dev.sluice.operation.text.ShowEvents;
import dev.sluice.socket.line.WireText;
import dev.sluice.state.ring.MessageRing;
import dev.sluice.state.ring.Rings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the newest changes are asked for. */
public final class EventWords {
    private static final String CHANGES = "changes";
    private static final String TRACES = "buf0";

    /** Names of sinks are written this wide at least. */
    private static final int NAME_WIDTH = 10;

    private static final String SINKS = """
            Supported events sinks are listed below. Add -0(zero), -w(wait), -n(new). Any key to stop.
                stdout     : type=fd, 0 dropped, standard output (fd#1)
                stderr     : type=fd, 0 dropped, standard output (fd#2)
                buf0       : type=buffer, 0 dropped, in-memory ring buffer
                changes    : type=buffer, 0 dropped, what changed, whoever changed it
            """;

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(Spoken.here(
            ShowEvents.class,
            "show events",
            "[<sink>] [-w] [-n] [-0]",
            "list the newest changes, or follow them",
            EventWords::show));

    private EventWords() {}

    private static Reply show(Words words, Speaker speaker) {
        if (!words.has(0)) {
            return Reply.data(SINKS + rings(speaker.state().rings()));
        }
        if (speaker.session().level().compareTo(Level.OPERATOR) < 0) {
            return Reply.error("Permission denied");
        }
        String sink = words.at(0);
        if (sink.equals("stdout") || sink.equals("stderr")) {
            return Reply.error("Nothing to report for this sink");
        }
        MessageRing ring = speaker.state().rings().find(sink);
        if (ring == null && !sink.equals(CHANGES) && !sink.equals(TRACES)) {
            return Reply.error("No such event sink");
        }
        boolean wait = false;
        boolean onlyNew = false;
        char end = '\n';
        for (String option : words.from(1).list()) {
            if (!option.matches("-[wn0]+")) {
                return Reply.error("unknown option");
            }
            wait |= option.indexOf('w') > 0;
            onlyNew |= option.indexOf('n') > 0;
            end = option.indexOf('0') > 0 ? 0 : end;
        }
        if (ring != null) {
            return new Reply.Flow(new RingTail(ring, wait, onlyNew, (byte) end), true);
        }
        // Nothing is traced, so that the buffer of traces stays empty.
        @Nullable Events events = sink.equals(CHANGES) ? speaker.events() : null;
        return new Reply.Flow(new Tail(events, wait, onlyNew, end), true);
    }

    private static String rings(Rings rings) {
        StringBuilder lines = new StringBuilder();
        for (MessageRing ring : rings.all()) {
            String name = ring.spec().name();
            lines.append("    ").append(name).append(" ".repeat(Math.max(0, NAME_WIDTH - name.length())));
            lines.append(" : type=buffer, ")
                    .append(ring.dropped())
                    .append(" dropped, ")
                    .append(ring.spec().description())
                    .append('\n');
        }
        return lines.toString();
    }

    /** Changes in order, the kept ones first. */
    private static final class Tail implements FlowSource {
        private static final int AT_ONCE = 256;

        private final @Nullable Events events;
        private final boolean waits;
        private final char end;
        private long next;
        private @Nullable Runnable hint;

        private Tail(@Nullable Events events, boolean waits, boolean onlyNew, char end) {
            this.events = events;
            this.waits = waits;
            this.end = end;
            if (events != null) {
                Events.Reading now = events.from(Long.MAX_VALUE, 1);
                next = onlyNew ? now.newest() + 1 : now.oldest();
            }
        }

        @Override
        public byte @Nullable [] next() {
            Events.Reading reading = events == null ? null : events.from(next, AT_ONCE);
            if (reading != null && reading.gone()) {
                // Who is slower than the ring goes on with what is still there.
                next = reading.oldest();
                return next();
            }
            if (reading == null || reading.events().isEmpty()) {
                return waits ? NOTHING_YET : null;
            }
            StringBuilder lines = new StringBuilder();
            for (Event event : reading.events()) {
                lines.append(line(event)).append(end);
                next = event.revision() + 1;
            }
            return WireText.encode(lines.toString());
        }

        /** In front a priority, as log collectors want it: local0, notice. */
        private static String line(Event event) {
            return "<133>" + Instant.ofEpochMilli(event.wallMillis()) + " " + event.revision() + " "
                    + event.caller().surface() + " " + event.text().replace('\n', ' ');
        }

        @Override
        public void onMore(Runnable more) {
            if (events != null && waits) {
                hint = more;
                events.follow(more);
            }
        }

        @Override
        public void close() {
            Runnable known = hint;
            if (events != null && known != null) {
                events.unfollow(known);
                hint = null;
            }
        }
    }
}

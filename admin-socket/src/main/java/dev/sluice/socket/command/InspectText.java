package dev.sluice.socket.command;

import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.inspect.Fact;
import dev.sluice.operation.inspect.Fetched;
import dev.sluice.operation.inspect.Library;
import dev.sluice.operation.inspect.LogLine;
import dev.sluice.operation.inspect.ShowActivity;
import dev.sluice.operation.inspect.TaskCount;
import dev.sluice.operation.inspect.ThreadReport;
import dev.sluice.state.RareCounts;
import dev.sluice.state.WorkerActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The program's insides as they are told on the text connection, in the shapes that HAProxy's have. */
final class InspectText {
    /** Words that {@code debug counters} understands. */
    static final Set<String> RARE_WORDS = Set.of("reset", "show", "on", "off", "bug", "chk", "cnt", "glt", "all");

    private static final Set<String> RARE_TYPES = Set.of("bug", "chk", "cnt", "glt");
    private static final long MICRO = 1000;
    private static final long MILLI = 1_000_000;

    private InspectText() {}

    static <T> List<T> all(Outcome outcome, Class<T> type) {
        List<T> list = new ArrayList<>();
        Cursor<T> rows = Values.rows(outcome, type);
        for (T row = rows.next(); row != null; row = rows.next()) {
            list.add(row);
        }
        return list;
    }

    static Reply activity(Outcome outcome, Words words, Speaker speaker) {
        List<WorkerActivity> workers = all(outcome, WorkerActivity.class);
        int threads = speaker.state().process().identity().threads();
        boolean one = words.has(0) && !words.at(0).equals(Integer.toString(ShowActivity.ALL));
        int first = workers.isEmpty() ? 1 : workers.get(0).worker() + 1;
        long wall = speaker.clock().wallMillis();
        long uptime =
                speaker.clock().millis() - speaker.state().process().identity().startMillis();
        StringBuilder text = new StringBuilder();
        text.append("thread_id: ").append(first).append(" (1..").append(threads).append(")\n");
        text.append("date_now: ").append(seconds(wall)).append('\n');
        text.append("uptime_now: ").append(seconds(uptime)).append('\n');
        List<Column> columns = List.of(
                new Column("loops", WorkerActivity::turns),
                new Column("curr_rq", WorkerActivity::pendingTasks),
                new Column("timers", WorkerActivity::timers),
                new Column("streams", WorkerActivity::streams),
                new Column("buf_idle", WorkerActivity::idleBuffers),
                new Column("cpu_ms_tot", activity -> activity.cpuNanos() / MILLI),
                new Column("alloc_kb_tot", activity -> activity.allocatedBytes() / 1024),
                new Column(
                        "avg_loop_us",
                        activity -> activity.turns() == 0 ? 0 : activity.cpuNanos() / activity.turns() / MICRO));
        columns.forEach(column -> text.append(column.line(workers, one)));
        return Reply.data(text.toString());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d000", millis / 1000, millis % 1000);
    }

    /** A line of {@code show activity}. */
    private record Column(String name, ToLongFunction<WorkerActivity> value) {
        String line(List<WorkerActivity> workers, boolean one) {
            long sum = workers.stream().mapToLong(value).sum();
            long shown = name.startsWith("avg_") && !workers.isEmpty() ? sum / workers.size() : sum;
            String each = workers.stream()
                    .map(worker -> Long.toString(value.applyAsLong(worker)))
                    .collect(Collectors.joining(" ", " [ ", " ]"));
            return name + ": " + shown + (one ? "" : each) + "\n";
        }
    }

    static Reply threads(Outcome outcome, Words words, Speaker speaker) {
        List<ThreadReport> threads = all(outcome, ThreadReport.class);
        AtomicInteger number = new AtomicInteger();
        return new Reply.Dump(Lines.of("", Cursor.of(threads), thread -> thread(number.incrementAndGet(), thread)));
    }

    /** The first one is the thread that answers; the star says so. */
    private static String thread(int number, ThreadReport thread) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s Thread %-2d: id=0x%x name=%s state=%s\n",
                number == 1 ? "*" : " ",
                number,
                thread.id(),
                thread.name(),
                thread.state()));
        text.append(String.format(
                Locale.ROOT,
                "             cpu_ns: now=%d alloc=%d blocked=%d waited=%d\n",
                thread.cpuNanos(),
                thread.allocatedBytes(),
                thread.blocked(),
                thread.waited()));
        if (!thread.frames().isEmpty()) {
            text.append("             call trace(")
                    .append(thread.frames().size())
                    .append("):\n");
            thread.frames()
                    .forEach(frame ->
                            text.append("             | ").append(frame).append('\n'));
        }
        return text.toString();
    }

    static Reply tasks(Outcome outcome, Words words, Speaker speaker) {
        List<TaskCount> tasks = all(outcome, TaskCount.class);
        long sum = tasks.stream().mapToLong(TaskCount::count).sum();
        StringBuilder text = new StringBuilder("Running tasks: " + sum + " ("
                + speaker.state().process().identity().threads() + " threads)\n");
        text.append("  function                     places     %    lat_tot   lat_avg  calls_tot  calls_avg calls%\n");
        for (TaskCount task : tasks) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-26s %8d  %4.1f          -         -          -          -      -\n",
                    task.kind(),
                    task.count(),
                    100.0 * task.count() / sum));
        }
        return Reply.data(text.toString());
    }

    static Reply libraries(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of(
                "",
                Values.rows(outcome, Library.class),
                library -> String.format(
                        Locale.ROOT,
                        "0x%012x-0x%012x (0x%07x) %s\n",
                        library.start(),
                        Math.max(library.start(), library.end() - 1),
                        library.end() - library.start(),
                        library.path())));
    }

    static Reply facts(Outcome outcome, Words words, Speaker speaker) {
        StringBuilder text = new StringBuilder();
        text.append("HAProxy version ")
                .append(speaker.state().process().identity().version())
                .append('\n');
        String topic = "";
        for (Fact fact : all(outcome, Fact.class)) {
            if (!fact.topic().equals(topic)) {
                topic = fact.topic();
                text.append(topic).append(":\n");
            }
            text.append("  ").append(fact.name());
            text.append(fact.value().isEmpty() ? "" : ": " + fact.value()).append('\n');
        }
        return Reply.data(text.toString());
    }

    static Reply startupLogs(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of("", Values.rows(outcome, LogLine.class), line -> line.text() + "\n"));
    }

    static Reply rareEvents(Outcome outcome, Words words, Speaker speaker) {
        boolean zero = words.contains("all");
        Set<String> types = words.list().stream().filter(RARE_TYPES::contains).collect(Collectors.toUnmodifiableSet());
        List<RareCounts.Count> shown = all(outcome, RareCounts.Count.class).stream()
                .filter(event -> zero || event.count() > 0)
                .filter(event -> types.isEmpty() || types.contains(event.type().toLowerCase(Locale.ROOT)))
                .toList();
        if (shown.isEmpty()) {
            return Reply.OK;
        }
        return new Reply.Dump(Lines.of(
                "Count     Type Location: \"condition\"\n",
                Cursor.of(shown),
                event -> String.format(
                        Locale.ROOT,
                        "%-10d %s %s: \"%s\"\n",
                        event.count(),
                        event.type(),
                        event.where(),
                        event.what())));
    }

    static Reply fetched(Outcome outcome, Words words, Speaker speaker) {
        Fetched fetched = Values.of(outcome, Fetched.class);
        StringBuilder text = new StringBuilder("HTTP/1.1 " + fetched.status() + " " + fetched.reason() + "\n");
        fetched.fields()
                .forEach(field -> text.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append("\r\n"));
        text.append("\r\n").append(fetched.body());
        return Reply.raw(text.toString());
    }
}

package dev.sluice.stats;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Clock;
import dev.sluice.state.Frontend;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what outlives a process of all objects that have a guid, as {@code dump stats-file} does: the columns whose tags say that they are
 * persistent, a line for each object.
 */
public final class StatsFileRenderer {
    private static final String PERSISTENT = "Persistent";
    private static final List<StatField> FRONTEND = columns(SubjectKind.FRONTEND, SubjectKind.FRONTEND);
    private static final List<StatField> BACKEND = columns(SubjectKind.BACKEND, SubjectKind.SERVER);

    private StatsFileRenderer() {}

    private static List<StatField> columns(SubjectKind one, SubjectKind other) {
        return StatFields.columns().stream()
                .filter(field -> isPersistent(field.tags(one)) || isPersistent(field.tags(other)))
                .toList();
    }

    private static boolean isPersistent(@Nullable Tags tags) {
        return tags != null && tags.persistence().equals(PERSISTENT);
    }

    /** The lines: frontends, an empty line, then servers and backends. */
    public static ChunkSource render(RuntimeState state, Clock clock) {
        Topology topology = state.topology();
        StatMoment moment = new StatMoment(state, clock.millis(), false, false);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("#fe guid", null, FRONTEND));
        for (Frontend frontend : topology.frontends()) {
            add(lines, frontend.settings().get(ProxySettings.GUID), new StatSubject.OfFrontend(frontend), FRONTEND);
        }
        lines.add(new Line("\n#be guid", null, BACKEND));
        for (Backend backend : topology.backends()) {
            for (Server server : backend.servers()) {
                add(lines, server.settings().get(ServerSettings.GUID), new StatSubject.OfServer(server), BACKEND);
            }
            add(lines, backend.settings().get(ProxySettings.GUID), new StatSubject.OfBackend(backend), BACKEND);
        }
        return new Pieces(out -> {
            if (lines.isEmpty()) {
                return false;
            }
            lines.remove(0).write(out, moment);
            return !lines.isEmpty();
        });
    }

    private static void add(List<Line> lines, String guid, StatSubject subject, List<StatField> columns) {
        if (!guid.isEmpty()) {
            lines.add(new Line(guid, subject, columns));
        }
    }

    /** A line; a heading where there is no subject. */
    private record Line(String first, @Nullable StatSubject subject, List<StatField> columns) {
        void write(ByteWriter out, StatMoment moment) {
            out.put(first).put(',');
            for (StatField column : columns) {
                if (subject == null) {
                    out.put(column.name());
                } else {
                    out.put(number(column.value(subject, moment)));
                }
                out.put(',');
            }
            out.put('\n');
        }

        /** What was never counted, or never happened, is 0. */
        private static long number(@Nullable FieldValue value) {
            return value instanceof FieldValue.Whole whole ? Math.max(0, whole.value()) : 0;
        }
    }
}

package dev.sluice.stats;

import dev.sluice.state.Backend;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Server;
import dev.sluice.stats.MetricsQuery.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes metrics in Prometheus' text format 0.0.4, one subject's samples of one family at a time. Each family is announced once, before its
 * first sample; a family without samples is left out.
 */
final class Exposition implements Pieces.Steps {
    private static final byte[] NOT_A_NUMBER = {'N', 'a', 'N'};
    private static final StatField[] RESPONSE_FIELDS = {
        HealthFields.HRSP_1XX,
        HealthFields.HRSP_2XX,
        HealthFields.HRSP_3XX,
        HealthFields.HRSP_4XX,
        HealthFields.HRSP_5XX,
        HealthFields.HRSP_OTHER
    };
    private static final String[] RESPONSE_CLASSES = {"1xx", "2xx", "3xx", "4xx", "5xx", "other"};
    private static final List<CheckStatus> CHECK_STATES = List.of(CheckStatus.values())
            .subList(CheckStatus.HTTP_ANALYZE.ordinal(), CheckStatus.PROCESS_OK.ordinal() + 1);

    private final MetricsQuery query;
    private final StatMoment moment;
    private final InfoMoment info;
    private final JvmMeters meters;
    private final Supplier<List<Family>> own;
    private final Iterator<Scope> scopes;
    private Iterator<Metric> metrics = List.<Metric>of().iterator();
    private Iterator<ProcessMetric> processMetrics = List.<ProcessMetric>of().iterator();
    private List<Labels> subjects = List.of();
    private int nextSubject;
    private @Nullable Metric metric;
    private String family = "";
    /** What each of its samples begins with: its name and a brace. */
    private byte[] prefix = {};

    private boolean announced;

    Exposition(StatMoment moment, InfoMoment info, JvmMeters meters, Supplier<List<Family>> own, MetricsQuery query) {
        this.moment = moment;
        this.info = info;
        this.meters = meters;
        this.own = own;
        this.query = query;
        Set<Scope> wanted = query.scopes();
        this.scopes = List.of(Scope.values()).stream().filter(wanted::contains).iterator();
    }

    @Override
    public boolean write(ByteWriter out) {
        if (metric != null && nextSubject < subjects.size()) {
            samples(out, metric, subjects.get(nextSubject++));
            return true;
        }
        metric = null;
        if (metrics.hasNext()) {
            begin(metrics.next());
            return true;
        }
        if (processMetrics.hasNext()) {
            process(out, processMetrics.next());
            return true;
        }
        if (scopes.hasNext()) {
            enter(out, scopes.next());
            return true;
        }
        return false;
    }

    private void enter(ByteWriter out, Scope scope) {
        switch (scope) {
            case GLOBAL -> processMetrics = ProcessMetric.ALL.iterator();
            case FRONTEND -> enter(SubjectKind.FRONTEND);
            case LISTENER -> enter(SubjectKind.LISTENER);
            case BACKEND -> enter(SubjectKind.BACKEND);
            case SERVER -> enter(SubjectKind.SERVER);
            case JVM -> {
                own.get().stream().filter(each -> query.wants(each.name())).forEach(each -> each.write(out));
                out.put(meters.scrape(query::wants));
            }
            case STICKTABLE -> TableMetrics.write(out, moment.state().tables(), query::wants);
            case RESOLVER -> {
                // Without resolvers their families have no sample.
            }
        }
    }

    private void enter(SubjectKind kind) {
        StatQuery.Shown shown = query.noMaint() ? StatQuery.Shown.NOT_IN_MAINTENANCE : StatQuery.Shown.ALL;
        StatQuery rows = new StatQuery(StatFormat.CSV, false, shown, true, -1, kind.selectorBit(), -1);
        StatRows cursor = new StatRows(moment.state().topology(), rows);
        List<Labels> found = new ArrayList<>();
        for (StatSubject subject = cursor.next(); subject != null; subject = cursor.next()) {
            found.add(Labels.of(subject, query.descriptions()));
        }
        subjects = found;
        metrics = Metric.of(kind, query.modules()).iterator();
    }

    private void begin(Metric next) {
        String scope = subjects.isEmpty()
                ? ""
                : subjects.get(0).subject().kind().name().toLowerCase(Locale.ROOT);
        family = "haproxy_" + scope + "_" + next.name();
        prefix = (family + '{').getBytes(StandardCharsets.ISO_8859_1);
        announced = false;
        nextSubject = 0;
        metric = subjects.isEmpty() || !query.wants(family) ? null : next;
    }

    private void announce(ByteWriter out, boolean counter, String description) {
        if (!announced) {
            announced = true;
            out.put("# HELP ").put(family).put(' ');
            out.put(Character.toUpperCase(description.charAt(0))).put(description.substring(1));
            out.put("\n# TYPE ").put(family).put(counter ? " counter\n" : " gauge\n");
        }
    }

    private void process(ByteWriter out, ProcessMetric next) {
        family = "haproxy_process_" + next.name();
        announced = false;
        FieldValue value = next.field().value(info);
        if (value == null || !query.wants(family)) {
            return;
        }
        announce(out, next.counter(), next.field().description());
        out.put(family);
        if (next.label().isEmpty()) {
            out.put(' ');
            Values.put(out, value);
        } else {
            StringBuilder label = new StringBuilder();
            Labels.append(label, next.label(), ((FieldValue.Text) value).value());
            out.put('{').put(label.toString()).put("} 1");
        }
        out.put('\n');
    }

    private void samples(ByteWriter out, Metric of, Labels labels) {
        StatSubject subject = labels.subject();
        switch (of.shape()) {
            case PLAIN -> sample(out, of, labels, of.field().value(subject, moment));
            case SECONDS -> seconds(out, of, labels, of.field().value(subject, moment));
            case HTTP -> {
                if (Subjects.isHttp(subject.proxy())) {
                    sample(out, of, labels, of.field().value(subject, moment));
                }
            }
            case CHECK_CODE -> code(out, of, labels, MetricStates.health(server(subject)));
            case AGENT_CODE -> code(out, of, labels, MetricStates.agent(server(subject)));
            case SECONDS_IF_KNOWN -> {
                FieldValue value = of.field().value(subject, moment);
                if (value != null) {
                    seconds(out, of, labels, value);
                }
            }
            case MODULE -> module(out, of, labels);
            case RESPONSES -> responses(out, of, labels);
            case STATUS -> states(out, of, labels, MetricStates.of(subject));
            case SERVERS_BY_STATUS -> byStatus(out, of, labels, backend(subject));
            case CHECK_STATUS -> check(out, of, labels, MetricStates.health(server(subject)));
            case AGENT_STATUS -> check(out, of, labels, MetricStates.agent(server(subject)));
            case SERVERS_BY_CHECK -> byCheck(out, of, labels, backend(subject));
        }
    }

    private static Server server(StatSubject subject) {
        return ((StatSubject.OfServer) subject).server();
    }

    private static Backend backend(StatSubject subject) {
        return ((StatSubject.OfBackend) subject).backend();
    }

    private void responses(ByteWriter out, Metric of, Labels labels) {
        for (int i = 0; i < RESPONSE_FIELDS.length; i++) {
            FieldValue value = RESPONSE_FIELDS[i].value(labels.subject(), moment);
            if (value instanceof FieldValue.Whole whole) {
                labelled(out, of, labels, "code", RESPONSE_CLASSES[i], whole.value());
            }
        }
    }

    private void byStatus(ByteWriter out, Metric of, Labels labels, Backend backend) {
        if (!backend.servers().isEmpty()) {
            states(out, of, labels, MetricStates.servers(backend));
        }
    }

    private void byCheck(ByteWriter out, Metric of, Labels labels, Backend backend) {
        if (!backend.servers().isEmpty()) {
            for (CheckStatus status : CHECK_STATES) {
                labelled(out, of, labels, "state", status.word(), MetricStates.countChecks(backend, status));
            }
        }
    }

    private void states(ByteWriter out, Metric of, Labels labels, MetricStates.Counts counts) {
        for (int i = 0; i < counts.words().size(); i++) {
            labelled(out, of, labels, "state", counts.words().get(i), counts.counts()[i]);
        }
    }

    private void check(ByteWriter out, Metric of, Labels labels, @Nullable CheckStatus last) {
        if (last != null) {
            for (CheckStatus status : CHECK_STATES) {
                labelled(out, of, labels, "state", status.word(), status == last ? 1 : 0);
            }
        }
    }

    private void code(ByteWriter out, Metric of, Labels labels, @Nullable CheckStatus last) {
        if (last != null) {
            FieldValue told = of.field().value(labels.subject(), moment);
            sample(out, of, labels, told == null ? new FieldValue.Whole(FieldType.U32, 0) : told);
        }
    }

    private void module(ByteWriter out, Metric of, Labels labels) {
        if (of.field().value(labels.subject(), moment) instanceof FieldValue.Whole whole) {
            String module = of.name().substring(0, of.name().indexOf('_'));
            labelled(out, of, labels, "mod", module, whole.value());
        }
    }

    private void labelled(ByteWriter out, Metric of, Labels labels, String label, String value, long number) {
        announce(out, of.counter(), of.field().description());
        labels.writeTo(out.put(prefix));
        out.put(',').put(label).put("=\"").put(value).put("\"} ").put(number).put('\n');
    }

    private void sample(ByteWriter out, Metric of, Labels labels, @Nullable FieldValue value) {
        start(out, of, labels);
        if (value == null) {
            out.put(NOT_A_NUMBER);
        } else {
            Values.put(out, value);
        }
        out.put('\n');
    }

    private void seconds(ByteWriter out, Metric of, Labels labels, @Nullable FieldValue millis) {
        start(out, of, labels);
        if (millis instanceof FieldValue.Whole whole) {
            long thousandths = whole.value() % 1000;
            out.put(whole.value() / 1000).put(thousandths < 100 ? thousandths < 10 ? ".00" : ".0" : ".");
            out.put(thousandths).put("000");
        } else {
            out.put(NOT_A_NUMBER);
        }
        out.put('\n');
    }

    private void start(ByteWriter out, Metric of, Labels labels) {
        announce(out, of.counter(), of.field().description());
        labels.writeTo(out.put(prefix));
        out.put('}').put(' ');
    }
}

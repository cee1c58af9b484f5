package dev.sluice.stats;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Predicate;

/** Meters of the Java machine and of the process, named {@code sluice_jvm_…} and {@code sluice_process_…}. Any thread may scrape. */
public final class JvmMeters implements AutoCloseable {
    private static final String PREFIX = "sluice.";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Starts to measure. */
    public JvmMeters() {
        // What concerns the whole machine is for the machine's own exporter.
        registry.config()
                .meterFilter(MeterFilter.deny(id -> id.getName().startsWith(PREFIX + "system.")))
                .meterFilter(new MeterFilter() {
                    @Override
                    public Meter.Id map(Meter.Id id) {
                        return id.withName(PREFIX + id.getName());
                    }
                });
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** The text of the families whose name is wanted. */
    String scrape(Predicate<String> wanted) {
        StringBuilder kept = new StringBuilder();
        boolean keep = false;
        for (String line : registry.scrape().split("\n", -1)) {
            if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
                int end = line.indexOf(' ', 7);
                keep = wanted.test(end < 0 ? line.substring(7) : line.substring(7, end));
            }
            if (keep && !line.isEmpty()) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}

package dev.sluice.stats;

import java.util.List;
import java.util.Map;

/**
 * A family of metrics that HAProxy does not have, as it is now.
 *
 * @param name as Prometheus is to see it
 * @param counter whether it only grows
 * @param help one line
 * @param samples one for each set of labels
 */
public record Family(String name, boolean counter, String help, List<Sample> samples) {
    /** A value with its labels, in the order they are to be written in. */
    public record Sample(Map<String, String> labels, long value) {}

    /** A family of one value without labels. */
    public static Family of(String name, boolean counter, String help, long value) {
        return new Family(name, counter, help, List.of(new Sample(Map.of(), value)));
    }

    void write(ByteWriter out) {
        if (samples.isEmpty()) {
            return;
        }
        out.put("# HELP ").put(name).put(' ').put(help).put("\n# TYPE ").put(name);
        out.put(counter ? " counter\n" : " gauge\n");
        for (Sample sample : samples) {
            StringBuilder labels = new StringBuilder();
            sample.labels().forEach((label, value) -> {
                labels.append(labels.length() == 0 ? "{" : ",");
                Labels.append(labels, label, value);
            });
            out.put(name).put(labels.length() == 0 ? " " : labels.append("} ").toString());
            out.put(sample.value()).put('\n');
        }
    }
}

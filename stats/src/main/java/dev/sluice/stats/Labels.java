package dev.sluice.stats;

import dev.sluice.config.ProxySettings;
import java.nio.charset.StandardCharsets;

/** A subject with its labels, escaped once for a whole scrape. */
final class Labels {
    private final StatSubject subject;
    private final byte[] text;

    private Labels(StatSubject subject, byte[] text) {
        this.subject = subject;
        this.text = text;
    }

    StatSubject subject() {
        return subject;
    }

    /** Writes {@code proxy="be",server="web1"}, without braces. */
    void writeTo(ByteWriter out) {
        out.put(text);
    }

    static Labels of(StatSubject subject, boolean descriptions) {
        StringBuilder text = new StringBuilder();
        append(text, "proxy", subject.proxy().name());
        String description = subject.proxy().settings().get(ProxySettings.DESCRIPTION);
        if (descriptions && !description.isEmpty()) {
            append(text.append(','), "desc", description);
        }
        if (subject.kind() == SubjectKind.SERVER) {
            append(text.append(','), "server", subject.name());
        } else if (subject.kind() == SubjectKind.LISTENER) {
            append(text.append(','), "listener", subject.name());
        }
        return new Labels(subject, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code name="value"}, escaped as the text format wants. */
    static void append(StringBuilder to, String name, String value) {
        to.append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n') {
                to.append("\\n");
            } else if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }
}

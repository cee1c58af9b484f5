package dev.sluice.proxy.check;

import dev.sluice.config.CheckStep.Request;
import dev.sluice.proxy.sample.LogFormat;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request, ready to be written.
 *
 * @param request what was said
 * @param uri what makes the target; null where it is as it stands
 * @param body what makes the body; null where it is as it stands
 * @param fields header fields
 */
record Question(
        Request request, @Nullable LogFormat uri, @Nullable LogFormat body, List<Field> fields) {
    /** A header field. */
    record Field(String name, LogFormat value) {}

    /** The whole request. One connection is one check, which HTTP/1.1 has to be told, unless it becomes something else. */
    byte[] bytes(CheckContext context, @Nullable String state) {
        String version = request.version() == null ? "HTTP/1.0" : request.version();
        String method = request.method() == null ? "OPTIONS" : request.method();
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(target(context)).append(' ').append(version);
        head.append("\r\n");
        boolean upgrades = fields.stream().anyMatch(field -> field.name().equals("upgrade"));
        for (Field field : fields) {
            if (!field.name().equals("connection") || upgrades) {
                head.append(field.name())
                        .append(": ")
                        .append(context.text(field.value()))
                        .append("\r\n");
            }
        }
        if (state != null) {
            head.append("x-haproxy-server-state: ").append(state).append("\r\n");
        }
        byte[] content = content(context);
        if (content.length > 0) {
            head.append("content-length: ").append(content.length).append("\r\n");
        }
        if (version.equals("HTTP/1.1") && !upgrades) {
            head.append("connection: close\r\n");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.of(head.append("\r\n").toString()));
        out.writeBytes(content);
        return out.toByteArray();
    }

    private String target(CheckContext context) {
        String said = request.uri() == null ? "/" : request.uri();
        String made = uri == null ? said : context.text(uri);
        return made.isEmpty() ? "/" : made;
    }

    private byte[] content(CheckContext context) {
        if (body != null) {
            return context.bytes(body);
        }
        return request.body() == null ? new byte[0] : Bytes.of(request.body());
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

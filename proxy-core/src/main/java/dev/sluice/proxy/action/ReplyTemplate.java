package dev.sluice.proxy.action;

import dev.sluice.config.ErrorFile;
import dev.sluice.config.keyword.ErrorKeywords;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer as rules describe it: a status, and what it consists of. */
public final class ReplyTemplate {
    private static final byte[] NOTHING = {};
    /** What a buffer holds with its head: an answer leaves in one piece. */
    private static final int BODY_MAX = 15 * 1024;

    private final int status;
    private final Source source;
    private final @Nullable ErrorFile file;
    private final byte[] fixed;
    private final @Nullable LogFormat format;
    private final String contentType;
    private final List<Header> headers;

    private ReplyTemplate(Draft draft) {
        this.status = draft.status;
        this.source = draft.source;
        this.file = draft.file;
        this.fixed = draft.fixed;
        this.format = draft.format;
        this.contentType = draft.contentType;
        this.headers = List.copyOf(draft.headers);
    }

    /** Where the answer comes from. */
    private enum Source {
        /** It was not said. */
        NONE,
        USUAL,
        FILE,
        BODY
    }

    private record Header(byte[] name, LogFormat value) {}

    /** What was read so far. */
    private static final class Draft {
        int status;
        Source source = Source.NONE;

        @Nullable
        ErrorFile file;

        byte[] fixed = NOTHING;

        @Nullable
        LogFormat format;

        String contentType = "";
        String section = "";
        final List<Header> headers = new ArrayList<>();
    }

    /**
     * Reads the words that describe an answer.
     *
     * @param status what it is where the words do not say
     * @param usual whether what the proxy answers for the status anyway is meant where they do not say either
     */
    public static ReplyTemplate parse(Words words, RuleScope scope, int status, boolean usual) throws SampleException {
        Draft draft = new Draft();
        draft.status = status;
        while (words.hasNext()) {
            one(words.next("a keyword"), draft, words, scope);
        }
        finish(draft, words, scope, usual);
        return new ReplyTemplate(draft);
    }

    private static void one(String word, Draft draft, Words words, RuleScope scope) throws SampleException {
        switch (word) {
            case "status", "deny_status" -> draft.status = words.number("a status", 200, 599);
            case "content-type" -> draft.contentType = words.next("a content type");
            case "hdr" -> {
                byte[] name = words.next("the name of a header field")
                        .toLowerCase(Locale.ROOT)
                        .getBytes(StandardCharsets.ISO_8859_1);
                draft.headers.add(new Header(name, words.format("a format", scope.samples(), LogFormat.Style.HTTP)));
            }
            case "default-errorfiles" -> source(draft, Source.USUAL, words);
            case "errorfile" -> {
                source(draft, Source.FILE, words);
                draft.file = errorFile(words);
            }
            case "errorfiles" -> {
                source(draft, Source.FILE, words);
                draft.section = words.next("the name of an http-errors section");
            }
            case "string" -> {
                source(draft, Source.BODY, words);
                draft.fixed = words.next("a text").getBytes(StandardCharsets.ISO_8859_1);
            }
            case "file" -> {
                source(draft, Source.BODY, words);
                draft.fixed = read(words);
            }
            case "lf-string" -> {
                source(draft, Source.BODY, words);
                draft.format = words.format("a format", scope.samples(), LogFormat.Style.VALUE);
            }
            case "lf-file" -> {
                source(draft, Source.BODY, words);
                String text = new String(read(words), StandardCharsets.ISO_8859_1);
                draft.format = LogFormat.compile(text, scope.samples(), LogFormat.Style.VALUE);
            }
            default ->
                throw words.bad(
                        "only supports 'status', 'content-type', 'hdr', 'string', 'lf-string', 'file', 'lf-file',"
                                + " 'errorfile', 'errorfiles' and 'default-errorfiles' (got '" + word + "')");
        }
    }

    private static void source(Draft draft, Source source, Words words) throws SampleException {
        if (draft.source != Source.NONE) {
            throw words.bad("says twice what the answer is");
        }
        draft.source = source;
    }

    private static ErrorFile errorFile(Words words) throws SampleException {
        String path = words.next("a file");
        try {
            return ErrorKeywords.read(path, words.location());
        } catch (IOException e) {
            throw words.bad(": " + e.getMessage());
        }
    }

    private static byte[] read(Words words) throws SampleException {
        String path = words.next("a file");
        byte[] content;
        try {
            content = Files.readAllBytes(Path.of(words.location().path(path)));
        } catch (IOException e) {
            throw words.bad(": cannot read the file '" + path + "'");
        }
        if (content.length > BODY_MAX) {
            throw words.bad(": the file '" + path + "' is longer than " + BODY_MAX + " bytes");
        }
        return content;
    }

    private static void finish(Draft draft, Words words, RuleScope scope, boolean usual) throws SampleException {
        if (!draft.section.isEmpty()) {
            Map<Integer, ErrorFile> files = scope.errors(draft.section);
            draft.file = files.get(draft.status);
            draft.source = draft.file == null ? Source.USUAL : Source.FILE;
        }
        if (draft.source == Source.NONE) {
            draft.source = usual && draft.headers.isEmpty() ? Source.USUAL : Source.BODY;
        }
        if (draft.source == Source.USUAL && !ErrorKeywords.STATUSES.contains(draft.status)) {
            throw words.bad(": the status " + draft.status + " has no answer that is built in or configured");
        }
        boolean typed = draft.source == Source.BODY && (draft.format != null || draft.fixed.length > 0);
        if (typed && draft.contentType.isEmpty()) {
            throw words.bad("needs a 'content-type' for what it answers");
        }
    }

    /** Its status. */
    public int status() {
        return status;
    }

    /** Whether it is what the proxy answers for its status anyway. */
    public boolean isUsual() {
        return source == Source.USUAL;
    }

    /** The answer to a request. */
    public Answer render(Transaction transaction) {
        ErrorFile whole = file;
        if (source == Source.FILE && whole != null) {
            return Answer.file(status, whole);
        }
        if (source == Source.USUAL) {
            return Answer.usual(status);
        }
        LogFormat text = format;
        byte[] body = text == null ? fixed : Formats.bytes(text, transaction);
        ByteArrayOutputStream fields = new ByteArrayOutputStream(128);
        for (Header header : headers) {
            byte[] value = Formats.bytes(header.value(), transaction);
            if (value.length > 0) {
                // A field whose value comes to nothing is left out.
                fields.writeBytes(header.name());
                fields.writeBytes(bytes(": "));
                fields.writeBytes(value);
                fields.writeBytes(bytes("\r\n"));
            }
        }
        fields.writeBytes(bytes("content-length: " + body.length + "\r\n"));
        if (body.length > 0 && !contentType.isEmpty()) {
            fields.writeBytes(bytes("content-type: " + contentType + "\r\n"));
        }
        return Answer.composed(status, fields.toByteArray(), body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

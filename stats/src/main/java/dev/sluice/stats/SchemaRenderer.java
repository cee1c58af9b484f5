package dev.sluice.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What {@code show schema json} and the header of other statistics domains say. */
public final class SchemaRenderer {
    /** Columns of {@code show stat domain resolvers}. */
    private static final String RESOLVERS =
            "# id,pid,sent,send_error,valid,update,cname,cname_error,any_err,nx,timeout,refused,other,invalid,"
                    + "too_big,truncated,outdated,\n";

    private SchemaRenderer() {}

    /** The JSON schema (draft 4) of {@code show info json} and {@code show stat json}, on one line. */
    public static ChunkSource schema() {
        byte[] schema = resource();
        return once(schema);
    }

    /** {@code show stat domain resolvers} without any resolver: a header, nothing, or an empty array. */
    public static ChunkSource resolvers(StatFormat format) {
        return once(
                switch (format) {
                    case CSV -> RESOLVERS.getBytes(StandardCharsets.US_ASCII);
                    case TYPED -> new byte[0];
                    case JSON -> "[]\n".getBytes(StandardCharsets.US_ASCII);
                });
    }

    private static ChunkSource once(byte[] all) {
        return new Pieces(out -> {
            out.put(all);
            return false;
        });
    }

    private static byte[] resource() {
        try (InputStream in = SchemaRenderer.class.getResourceAsStream("schema.json")) {
            if (in == null) {
                throw new IllegalStateException("schema.json is not packaged");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

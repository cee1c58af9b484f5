package dev.sluice.socket.command;

import dev.sluice.operation.Cursor;
import dev.sluice.socket.line.WireText;
import dev.sluice.stats.ByteWriter;
import dev.sluice.stats.ChunkSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists as lines, made as they are pulled. */
public final class Lines {
    /** Characters after which a piece is handed over: large enough for few writes, small enough for a connection's share of memory. */
    private static final int PIECE = 8192;

    private Lines() {}

    /** A text, whose last line gets an end if it has none. */
    public static ChunkSource of(String text) {
        String whole = text.endsWith("\n") ? text : text + "\n";
        return of("", Cursor.of(List.of(whole)), line -> line);
    }

    /** A text as it is. */
    public static ChunkSource raw(String text) {
        return of("", Cursor.of(List.of(text)), piece -> piece);
    }

    /** The same as {@link #of(String, Cursor, Function)} for long lists: lines are written as bytes, without a string of each. */
    static <T> ChunkSource written(
            String heading, Cursor<? extends T> elements, BiConsumer<? super T, ByteWriter> line) {
        ByteWriter piece = new ByteWriter(PIECE + PIECE / 4).put(heading);
        return () -> {
            while (piece.length() < PIECE) {
                T element = elements.next();
                if (element == null) {
                    return piece.length() == 0 ? null : piece.take();
                }
                line.accept(element, piece);
            }
            return piece.take();
        };
    }

    /**
     * A heading and a line for each element.
     *
     * @param heading whole lines, or empty
     * @param elements pulled one by one
     * @param line the whole lines of an element, end included
     */
    public static <T> ChunkSource of(String heading, Cursor<? extends T> elements, Function<? super T, String> line) {
        return new ChunkSource() {
            private String first = heading;
            private boolean ended;

            @Override
            public byte @Nullable [] next() {
                if (ended) {
                    return null;
                }
                StringBuilder piece = new StringBuilder(first);
                first = "";
                while (piece.length() < PIECE) {
                    T element = elements.next();
                    if (element == null) {
                        ended = true;
                        break;
                    }
                    piece.append(line.apply(element));
                }
                return piece.isEmpty() ? null : WireText.encode(piece.toString());
            }
        };
    }
}

package dev.sluice.operation;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that is pulled; confined to one thread at a time. */
public interface Cursor<T> {
    /** The next one, or null at the end. */
    @Nullable
    T next();

    /** A cursor over a list. */
    static <T> Cursor<T> of(List<T> list) {
        Iterator<T> rest = list.iterator();
        return () -> rest.hasNext() ? rest.next() : null;
    }
}

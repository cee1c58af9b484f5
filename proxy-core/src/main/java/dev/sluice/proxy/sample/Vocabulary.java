package dev.sluice.proxy.sample;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All fetches and converters, joined from the lists of those who understand them. Immutable. */
public final class Vocabulary {
    private final Map<String, Fetch> fetches = new LinkedHashMap<>();
    private final Map<String, Converter> converters = new LinkedHashMap<>();

    /** Joins lists; a name may be declared once. */
    public Vocabulary(List<List<Fetch>> fetchLists, List<List<Converter>> converterLists) {
        fetchLists.forEach(list -> list.forEach(fetch -> add(fetches, fetch.name(), fetch)));
        converterLists.forEach(list -> list.forEach(converter -> add(converters, converter.name(), converter)));
    }

    private static <T> void add(Map<String, T> table, String name, T value) {
        if (table.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("declared twice: " + name);
        }
    }

    /** The fetch of a name, or null. */
    public @Nullable Fetch fetch(String name) {
        return fetches.get(name);
    }

    /** The converter of a name, or null. */
    public @Nullable Converter converter(String name) {
        return converters.get(name);
    }

    /** All fetches. */
    public Collection<Fetch> fetches() {
        return Collections.unmodifiableCollection(fetches.values());
    }

    /** All converters. */
    public Collection<Converter> converters() {
        return Collections.unmodifiableCollection(converters.values());
    }
}

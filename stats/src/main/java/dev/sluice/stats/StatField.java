package dev.sluice.stats;

import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** One statistic, declared once: column of the CSV, key of the typed and JSON formats, source of metrics and of the typed API. */
public final class StatField {
    /** What an extractor of numbers says where the field does not apply. */
    static final long ABSENT = Long.MIN_VALUE;

    private final String name;
    private final FieldType type;
    private final String description;
    private final Map<SubjectKind, Tags> tags;
    private final @Nullable BiFunction<Frontend, StatMoment, @Nullable FieldValue> ofFrontend;
    private final @Nullable BiFunction<Listener, StatMoment, @Nullable FieldValue> ofListener;
    private final @Nullable BiFunction<Backend, StatMoment, @Nullable FieldValue> ofBackend;
    private final @Nullable BiFunction<Server, StatMoment, @Nullable FieldValue> ofServer;

    private StatField(Builder from) {
        this.name = from.name;
        this.type = from.type;
        this.description = from.description;
        this.tags = Map.copyOf(from.tags);
        this.ofFrontend = from.ofFrontend;
        this.ofListener = from.ofListener;
        this.ofBackend = from.ofBackend;
        this.ofServer = from.ofServer;
    }

    static Builder u32(String name, String description) {
        return new Builder(name, FieldType.U32, description);
    }

    static Builder u64(String name, String description) {
        return new Builder(name, FieldType.U64, description);
    }

    static Builder s32(String name, String description) {
        return new Builder(name, FieldType.S32, description);
    }

    static Builder str(String name, String description) {
        return new Builder(name, FieldType.STR, description);
    }

    /** Its name: the column's head. */
    public String name() {
        return name;
    }

    /** How its values are typed. */
    public FieldType type() {
        return type;
    }

    /** What it says, as a phrase. */
    public String description() {
        return description;
    }

    /** Its tags for this kind of subject; null where no such subject has it. */
    public @Nullable Tags tags(SubjectKind kind) {
        return tags.get(kind);
    }

    /** Its value for a subject; null where it does not apply. */
    public @Nullable FieldValue value(StatSubject subject, StatMoment at) {
        if (subject instanceof StatSubject.OfServer of) {
            return ofServer == null ? null : ofServer.apply(of.server(), at);
        }
        if (subject instanceof StatSubject.OfBackend of) {
            return ofBackend == null ? null : ofBackend.apply(of.backend(), at);
        }
        if (subject instanceof StatSubject.OfFrontend of) {
            return ofFrontend == null ? null : ofFrontend.apply(of.frontend(), at);
        }
        Listener listener = ((StatSubject.OfListener) subject).listener();
        return ofListener == null ? null : ofListener.apply(listener, at);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects a declaration; each method says for which kind of subject, with which tags, and how to read it. */
    static final class Builder {
        private final String name;
        private final FieldType type;
        private final String description;
        private final Map<SubjectKind, Tags> tags = new EnumMap<>(SubjectKind.class);
        private @Nullable BiFunction<Frontend, StatMoment, @Nullable FieldValue> ofFrontend;
        private @Nullable BiFunction<Listener, StatMoment, @Nullable FieldValue> ofListener;
        private @Nullable BiFunction<Backend, StatMoment, @Nullable FieldValue> ofBackend;
        private @Nullable BiFunction<Server, StatMoment, @Nullable FieldValue> ofServer;

        private Builder(String name, FieldType type, String description) {
            this.name = name;
            this.type = type;
            this.description = description;
        }

        Builder frontend(String letters, ToLongBiFunction<Frontend, StatMoment> read) {
            tags.put(SubjectKind.FRONTEND, new Tags(letters));
            ofFrontend = whole(type, read);
            return this;
        }

        Builder listener(String letters, ToLongBiFunction<Listener, StatMoment> read) {
            tags.put(SubjectKind.LISTENER, new Tags(letters));
            ofListener = whole(type, read);
            return this;
        }

        Builder backend(String letters, ToLongBiFunction<Backend, StatMoment> read) {
            tags.put(SubjectKind.BACKEND, new Tags(letters));
            ofBackend = whole(type, read);
            return this;
        }

        Builder server(String letters, ToLongBiFunction<Server, StatMoment> read) {
            tags.put(SubjectKind.SERVER, new Tags(letters));
            ofServer = whole(type, read);
            return this;
        }

        Builder frontendText(String letters, BiFunction<Frontend, StatMoment, @Nullable String> read) {
            tags.put(SubjectKind.FRONTEND, new Tags(letters));
            ofFrontend = text(read);
            return this;
        }

        Builder listenerText(String letters, BiFunction<Listener, StatMoment, @Nullable String> read) {
            tags.put(SubjectKind.LISTENER, new Tags(letters));
            ofListener = text(read);
            return this;
        }

        Builder backendText(String letters, BiFunction<Backend, StatMoment, @Nullable String> read) {
            tags.put(SubjectKind.BACKEND, new Tags(letters));
            ofBackend = text(read);
            return this;
        }

        Builder serverText(String letters, BiFunction<Server, StatMoment, @Nullable String> read) {
            tags.put(SubjectKind.SERVER, new Tags(letters));
            ofServer = text(read);
            return this;
        }

        /** A sum that frontends and listeners keep. */
        Builder frontCounter(String letters, Counter counter) {
            return frontend(letters, (frontend, at) -> sum(frontend.counters(), counter))
                    .listener(letters, (listener, at) -> sum(listener.counters(), counter));
        }

        /** A sum that backends and servers keep. */
        Builder backCounter(String letters, Counter counter) {
            return backend(letters, (backend, at) -> sum(backend.counters(), counter))
                    .server(letters, (server, at) -> sum(server.counters(), counter));
        }

        /** A sum that frontends, backends and servers keep where they understand HTTP. */
        Builder httpCounter(String letters, Counter counter) {
            return frontend(letters, (frontend, at) -> httpSum(frontend, frontend.counters(), counter))
                    .backend(letters, (backend, at) -> httpSum(backend, backend.counters(), counter))
                    .server(letters, (server, at) -> httpSum(server.backend(), server.counters(), counter));
        }

        StatField build() {
            return new StatField(this);
        }

        private static long httpSum(Proxy proxy, CounterSet counters, Counter counter) {
            return Subjects.isHttp(proxy) ? sum(counters, counter) : ABSENT;
        }

        private static long sum(CounterSet counters, Counter counter) {
            return counters.sum(counter);
        }

        private static <T> BiFunction<T, StatMoment, @Nullable FieldValue> whole(
                FieldType type, ToLongBiFunction<T, StatMoment> read) {
            return (subject, at) -> {
                long value = read.applyAsLong(subject, at);
                return value == ABSENT ? null : new FieldValue.Whole(type, value);
            };
        }

        private static <T> BiFunction<T, StatMoment, @Nullable FieldValue> text(
                BiFunction<T, StatMoment, @Nullable String> read) {
            return (subject, at) -> {
                String value = read.apply(subject, at);
                return value == null ? null : new FieldValue.Text(value);
            };
        }
    }
}

package dev.sluice.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An immutable set of settings with their values; two are equal when they say the same. */
public final class Settings {
    /** Nothing said. */
    public static final Settings EMPTY = new Settings(Map.of());

    private final Map<Setting<?>, Object> values;

    private Settings(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /** A builder that starts with nothing said. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value, or the setting's fallback where nothing was said. */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElse(setting.fallback());
    }

    /** The value, where one was said. */
    @SuppressWarnings("unchecked") // The builder stores under a setting only values of its type.
    public <T> Optional<T> find(Setting<T> setting) {
        @Nullable Object value = values.get(setting);
        return Optional.ofNullable((T) value);
    }

    /** Whether a value was said, be it the fallback's. */
    public boolean has(Setting<?> setting) {
        return values.containsKey(setting);
    }

    /** These settings, and over them what {@code over} says. */
    public Settings with(Settings over) {
        return toBuilder().merge(over).build();
    }

    /** A builder that starts with these settings. */
    public Builder toBuilder() {
        return new Builder().merge(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects settings; confined to one thread. */
    public static final class Builder {
        private final Map<Setting<?>, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** Says a value, in place of an earlier one. */
        public <T> Builder set(Setting<T> setting, T value) {
            values.put(setting, value);
            return this;
        }

        /** Takes back what was said. */
        public Builder unset(Setting<?> setting) {
            values.remove(setting);
            return this;
        }

        /** The value said so far, or the fallback. */
        @SuppressWarnings("unchecked") // As in Settings.find.
        public <T> T get(Setting<T> setting) {
            @Nullable Object value = values.get(setting);
            return value == null ? setting.fallback() : (T) value;
        }

        /** Whether something was said so far. */
        public boolean has(Setting<?> setting) {
            return values.containsKey(setting);
        }

        /** Says all that {@code over} says, in place of earlier values. */
        public Builder merge(Settings over) {
            values.putAll(over.values);
            return this;
        }

        /** What was said so far. */
        public Settings build() {
            return values.isEmpty() ? EMPTY : new Settings(Map.copyOf(values));
        }
    }
}

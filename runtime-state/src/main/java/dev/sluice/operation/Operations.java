package dev.sluice.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All operations that a program knows: the lists of the nouns, joined. */
public final class Operations {
    private final Map<Class<?>, Declared<?>> byType;

    private Operations(Map<Class<?>, Declared<?>> byType) {
        this.byType = byType;
    }

    /** Joins lists; a type or a name declared twice is a mistake of the program. */
    @SafeVarargs
    public static Operations join(List<Declared<?>>... lists) {
        Map<Class<?>, Declared<?>> byType = new LinkedHashMap<>();
        Map<String, Declared<?>> byName = new LinkedHashMap<>();
        for (List<Declared<?>> list : lists) {
            for (Declared<?> declared : list) {
                if (byType.put(declared.type(), declared) != null || byName.put(declared.name(), declared) != null) {
                    throw new IllegalArgumentException("declared twice: " + declared.name());
                }
            }
        }
        return new Operations(byType);
    }

    /** All of them, in order of the lists. */
    public List<Declared<?>> all() {
        return List.copyOf(byType.values());
    }

    /** The declaration with a name. */
    public Optional<Declared<?>> named(String name) {
        return all().stream().filter(declared -> declared.name().equals(name)).findFirst();
    }

    /** The declaration of an operation. */
    @SuppressWarnings("unchecked") // The class of an operation of type O is that of O or of what extends it.
    public <O extends Operation> Declared<O> of(O operation) {
        return (Declared<O>) of(operation.getClass());
    }

    /** The declaration of a type of operations. */
    @SuppressWarnings("unchecked") // The map holds under each class only its own declaration.
    public <O extends Operation> Declared<O> of(Class<O> type) {
        @Nullable Declared<?> declared = byType.get(type);
        if (declared == null) {
            throw new IllegalArgumentException("not declared: " + type.getName());
        }
        return (Declared<O>) declared;
    }
}

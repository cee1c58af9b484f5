package dev.sluice.state.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the certificate of a bind line for the host name that a client asks for. Immutable. */
public final class SniTable {
    private final Map<String, List<CertificateUse>> exact = new HashMap<>();
    private final Map<String, List<CertificateUse>> wild = new HashMap<>();
    private final List<CertificateUse> defaults;
    private final boolean strict;

    /** Over the certificates of a line, in order; where it is strict, unknown names get none. */
    public SniTable(List<CertificateUse> uses, boolean strict) {
        this.strict = strict;
        List<CertificateUse> fallback = new ArrayList<>();
        for (CertificateUse use : uses) {
            if (use.isDefault()) {
                fallback.add(use);
            }
            for (String name : use.names()) {
                if (name.equals("*")) {
                    fallback.add(use);
                } else if (name.startsWith("*")) {
                    put(wild, name.substring(1), use);
                } else {
                    put(exact, name, use);
                }
            }
        }
        defaults = List.copyOf(fallback);
    }

    private static void put(Map<String, List<CertificateUse>> map, String name, CertificateUse use) {
        map.computeIfAbsent(name, missing -> new ArrayList<>(1)).add(use);
    }

    /**
     * The certificate for a name.
     *
     * @param name what the client asks for; empty where it asks for nothing
     * @param kinds kinds of keys that the client understands, the best first
     * @return null where the line has none for it
     */
    public @Nullable CertificateUse find(String name, List<String> kinds) {
        CertificateUse found = named(name, kinds);
        if (found != null || (strict && !isAnyName())) {
            return found;
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        found = understood(defaults, wanted, kinds);
        return found == null ? first(defaults, wanted) : found;
    }

    /** The same without what is for names that nothing else is for. */
    public @Nullable CertificateUse named(String name, List<String> kinds) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<CertificateUse> named = exact.getOrDefault(wanted, List.of());
        int dot = wanted.indexOf('.');
        List<CertificateUse> fitting = dot < 0 ? List.of() : wild.getOrDefault(wanted.substring(dot), List.of());
        CertificateUse found = understood(named, wanted, kinds);
        found = found == null ? understood(fitting, wanted, kinds) : found;
        found = found == null ? first(named, wanted) : found;
        return found == null ? first(fitting, wanted) : found;
    }

    /** A filter that is a lone star stands for every name, also where the line is strict. */
    private boolean isAnyName() {
        return defaults.stream().anyMatch(use -> use.names().contains("*"));
    }

    /** The first of the best kind that the client understands. */
    private static @Nullable CertificateUse understood(List<CertificateUse> among, String name, List<String> kinds) {
        for (String kind : kinds) {
            for (CertificateUse use : among) {
                if (use.kind().equals(kind) && !use.not().contains(name)) {
                    return use;
                }
            }
        }
        return null;
    }

    private static @Nullable CertificateUse first(List<CertificateUse> among, String name) {
        for (CertificateUse use : among) {
            if (!use.not().contains(name)) {
                return use;
            }
        }
        return null;
    }
}

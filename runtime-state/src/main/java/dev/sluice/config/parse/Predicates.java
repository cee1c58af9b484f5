package dev.sluice.config.parse;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a condition can ask. */
final class Predicates {
    /** A question and the number of its arguments. */
    private record Predicate(int arity, Answer answer) {}

    @FunctionalInterface
    private interface Answer {
        boolean of(List<String> arguments, Environment environment, Features features);
    }

    /** There is nothing of the kind, so each of these questions is answered with no. */
    private static final Answer NO = (arguments, environment, features) -> false;

    /** What is offered is what HAProxy offers with this version of OpenSSL, whatever library it comes from. */
    private static final String TLS_LIBRARY = "OpenSSL 3.0.0";

    private static final String TLS_VERSION = TLS_LIBRARY.substring(TLS_LIBRARY.indexOf(' ') + 1);

    private static final Map<String, Predicate> ALL = Map.ofEntries(
            Map.entry("defined", new Predicate(1, (a, env, f) -> env.get(a.get(0)) != null)),
            Map.entry("feature", new Predicate(1, (a, env, f) -> f.names().contains(a.get(0)))),
            Map.entry(
                    "enabled",
                    new Predicate(
                            1, (a, env, f) -> f.enabled().contains(a.get(0).toUpperCase(Locale.ROOT)))),
            Map.entry("streq", new Predicate(2, (a, env, f) -> a.get(0).equals(a.get(1)))),
            Map.entry("strneq", new Predicate(2, (a, env, f) -> !a.get(0).equals(a.get(1)))),
            Map.entry("strstr", new Predicate(2, (a, env, f) -> a.get(0).contains(a.get(1)))),
            Map.entry("version_atleast", new Predicate(1, (a, env, f) -> Versions.compare(f.version(), a.get(0)) >= 0)),
            Map.entry("version_before", new Predicate(1, (a, env, f) -> Versions.compare(f.version(), a.get(0)) < 0)),
            Map.entry(
                    "openssl_version_atleast",
                    new Predicate(1, (a, env, f) -> Versions.compare(TLS_VERSION, a.get(0)) >= 0)),
            Map.entry(
                    "openssl_version_before",
                    new Predicate(1, (a, env, f) -> Versions.compare(TLS_VERSION, a.get(0)) < 0)),
            Map.entry("ssllib_name_startswith", new Predicate(1, (a, env, f) -> TLS_LIBRARY.startsWith(a.get(0)))),
            Map.entry("awslc_api_atleast", new Predicate(1, NO)),
            Map.entry("awslc_api_before", new Predicate(1, NO)),
            Map.entry("fips_mode", new Predicate(1, NO)));

    private Predicates() {}

    static boolean isKnown(String name) {
        return ALL.containsKey(name);
    }

    static int arity(String name) {
        return get(name).arity();
    }

    static boolean test(String name, List<String> arguments, Environment environment, Features features)
            throws BadLineException {
        Predicate predicate = get(name);
        if (arguments.size() < predicate.arity()) {
            throw new BadLineException(
                    "missing arguments (got " + (arguments.equals(List.of("")) ? 0 : arguments.size()) + "/"
                            + predicate.arity() + ") of predicate '" + name + "' used in conditional expression");
        }
        return predicate.answer().of(arguments, environment, features);
    }

    private static Predicate get(String name) {
        Predicate predicate = ALL.get(name);
        if (predicate == null) {
            throw new IllegalArgumentException(name);
        }
        return predicate;
    }
}

package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.config.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of criteria, and the ACLs that exist without being declared. */
public final class Criteria {
    private static final Map<String, Criterion> BY_NAME = table(
            new Criterion("always_false", false, "", "never", acl -> fixed(acl, false)),
            new Criterion("always_true", false, "", "always", acl -> fixed(acl, true)),
            new Criterion(
                    "method",
                    true,
                    "<method>...",
                    "the request's method",
                    acl -> TextMatch.compile(acl, Slice.METHOD, TextMatch.EXACT)),
            new Criterion(
                    "path",
                    true,
                    "<string>...",
                    "the path, without the query",
                    acl -> TextMatch.compile(acl, Slice.PATH, TextMatch.EXACT)),
            new Criterion(
                    "path_beg",
                    true,
                    "<string>...",
                    "how the path begins",
                    acl -> TextMatch.compile(acl, Slice.PATH, TextMatch.PREFIX)),
            new Criterion(
                    "path_end",
                    true,
                    "<string>...",
                    "how the path ends",
                    acl -> TextMatch.compile(acl, Slice.PATH, TextMatch.SUFFIX)),
            new Criterion(
                    "path_sub",
                    true,
                    "<string>...",
                    "what the path contains",
                    acl -> TextMatch.compile(acl, Slice.PATH, TextMatch.CONTAINED)),
            new Criterion("req.ver", true, "1.0|1.1", "the version of HTTP", Criteria::version),
            new Criterion("src", false, "<address>[/<mask>]...", "the client's address", AddressMatch::compile));

    private static final Map<String, Acl> PREDEFINED = predefined(
            acl("FALSE", "always_false"),
            acl("HTTP", "req.ver", "1.0", "1.1"),
            acl("HTTP_1.0", "req.ver", "1.0"),
            acl("HTTP_1.1", "req.ver", "1.1"),
            acl("LOCALHOST", "src", "127.0.0.1/8", "::1"),
            acl("METH_CONNECT", "method", "CONNECT"),
            acl("METH_DELETE", "method", "DELETE"),
            acl("METH_GET", "method", "GET", "HEAD"),
            acl("METH_HEAD", "method", "HEAD"),
            acl("METH_OPTIONS", "method", "OPTIONS"),
            acl("METH_PATCH", "method", "PATCH"),
            acl("METH_POST", "method", "POST"),
            acl("METH_PUT", "method", "PUT"),
            acl("METH_TRACE", "method", "TRACE"),
            acl("TRUE", "always_true"));

    private Criteria() {}

    /** All criteria, by name. */
    public static List<Criterion> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The names of ACLs that exist without being declared. */
    public static List<String> predefinedNames() {
        return List.copyOf(PREDEFINED.keySet());
    }

    /** What is wrong with an ACL's line, in words that may follow its file and line; empty for a good one. */
    public static Optional<String> problem(Acl acl) {
        try {
            Test unused = compile(acl);
            return Optional.empty();
        } catch (RuleException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static Test compile(Acl acl) throws RuleException {
        Criterion criterion = BY_NAME.get(acl.criterion());
        if (criterion == null) {
            throw new RuleException(
                    acl.location(),
                    "unknown fetch method '" + acl.criterion() + "' in ACL expression '" + acl.criterion() + "'");
        }
        return criterion.compile(acl);
    }

    static Optional<Acl> predefined(String name) {
        return Optional.ofNullable(PREDEFINED.get(name));
    }

    private static Test fixed(Acl acl, boolean value) throws RuleException {
        Flags.read(acl, List.of());
        return request -> value;
    }

    private static Test version(Acl acl) throws RuleException {
        Flags.read(acl, List.of("str"));
        boolean ten = acl.patterns().contains("1.0");
        boolean eleven = acl.patterns().contains("1.1");
        return request -> switch (request.httpVersion()) {
            case 10 -> ten;
            case 11 -> eleven;
            default -> false;
        };
    }

    private static Acl acl(String name, String criterion, String... patterns) {
        return new Acl(name, criterion, List.of(), List.of(patterns), Location.INTERNAL);
    }

    private static Map<String, Criterion> table(Criterion... criteria) {
        Map<String, Criterion> table = new LinkedHashMap<>();
        for (Criterion each : criteria) {
            table.put(each.name(), each);
        }
        return table;
    }

    private static Map<String, Acl> predefined(Acl... acls) {
        Map<String, Acl> table = new LinkedHashMap<>();
        for (Acl each : acls) {
            table.put(each.name(), each);
        }
        return table;
    }
}

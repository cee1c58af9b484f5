package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.config.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ACLs that exist without being declared (manual section 7.4). */
public final class Criteria {
    private static final Map<String, Acl> PREDEFINED = predefined(
            acl("FALSE", "always_false"),
            acl("HTTP", "req.proto_http"),
            acl("HTTP_1.0", "req.ver", "1.0"),
            acl("HTTP_1.1", "req.ver", "1.1"),
            acl("HTTP_2.0", "req.ver", "2.0"),
            acl("HTTP_3.0", "req.ver", "3.0"),
            new Acl("HTTP_CONTENT", "req.hdr_val(content-length)", List.of(), List.of("gt", "0"), Location.INTERNAL),
            new Acl("HTTP_URL_ABS", "url", List.of("-m", "reg"), List.of("^[^/:]*://"), Location.INTERNAL),
            new Acl("HTTP_URL_SLASH", "url", List.of("-m", "beg"), List.of("/"), Location.INTERNAL),
            acl("HTTP_URL_STAR", "url", "*"),
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
            new Acl("REQ_CONTENT", "req.len", List.of(), List.of("gt", "0"), Location.INTERNAL),
            acl("TRUE", "always_true"),
            acl("WAIT_END", "wait_end"));

    private Criteria() {}

    /** The names of ACLs that exist without being declared. */
    public static List<String> predefinedNames() {
        return List.copyOf(PREDEFINED.keySet());
    }

    static Optional<Acl> predefined(String name) {
        return Optional.ofNullable(PREDEFINED.get(name));
    }

    private static Acl acl(String name, String criterion, String... patterns) {
        return new Acl(name, criterion, List.of(), List.of(patterns), Location.INTERNAL);
    }

    private static Map<String, Acl> predefined(Acl... acls) {
        Map<String, Acl> table = new LinkedHashMap<>();
        for (Acl each : acls) {
            table.put(each.name(), each);
        }
        return table;
    }
}

package dev.sluice.grpc;

import dev.sluice.operation.Reason;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.pattern.PatternReference;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes and reads resource names. A part is what proxies and servers can be called; {@code -} as a parent stands for all. */
final class Names {
    /** Stands for any parent. */
    static final String ALL = "-";

    private static final String PART = "([-_.:A-Za-z0-9]+)";
    private static final Pattern BACKEND = Pattern.compile("backends/" + PART);
    private static final Pattern FRONTEND = Pattern.compile("frontends/" + PART);
    private static final Pattern SERVER = Pattern.compile("backends/" + PART + "/servers/" + PART);
    private static final Pattern SESSION = Pattern.compile("sessions/([0-9a-f]{1,16})");

    private static final Pattern TABLE = Pattern.compile("tables/(" + PART + "(?:/" + PART + ")?)");
    private static final Pattern CACHE = Pattern.compile("caches/" + PART);
    private static final Pattern VARIABLE = Pattern.compile("variables/([A-Za-z0-9_.]+)");
    private static final Pattern PATTERN_SET = Pattern.compile("patternSets/(#[0-9]{1,9}|[^#].*)", Pattern.DOTALL);

    private Names() {}

    /** Of a server. */
    static String of(Server server) {
        return "backends/" + server.backend().name() + "/servers/" + server.name();
    }

    /** Of a frontend or backend. */
    static String of(Proxy proxy) {
        return (proxy instanceof Frontend ? "frontends/" : "backends/") + proxy.name();
    }

    /** Of a listener. */
    static String of(Listener listener) {
        return of(listener.frontend()) + "/listeners/" + listener.name();
    }

    /** Of a stick table. */
    static String table(String name) {
        return "tables/" + name;
    }

    /** The stick table that a field names. */
    static String table(String field, String name) {
        return match(TABLE, field, name, "tables/{table}").group(1);
    }

    /** The cache that a field names. */
    static String cache(String field, String name) {
        return match(CACHE, field, name, "caches/{cache}").group(1);
    }

    /** The variable of the process that a field names. */
    static String variable(String field, String name) {
        return match(VARIABLE, field, name, "variables/{variable}").group(1);
    }

    /** Of a session. */
    static String session(long id) {
        return "sessions/" + Long.toHexString(id).toLowerCase(Locale.ROOT);
    }

    /** The server that a field names. */
    static ServerRef server(String field, String name) {
        Matcher parts = match(SERVER, field, name, "backends/{backend}/servers/{server}");
        return new ServerRef(concrete(field, parts.group(1)), concrete(field, parts.group(2)));
    }

    /** The backend that a field names. */
    static String backend(String field, String name) {
        return concrete(field, parent(field, name));
    }

    /** The backend that a field names, or {@link #ALL}. */
    static String parent(String field, String name) {
        return match(BACKEND, field, name, "backends/{backend}").group(1);
    }

    /** The frontend that a field names. */
    static String frontend(String field, String name) {
        return concrete(
                field, match(FRONTEND, field, name, "frontends/{frontend}").group(1));
    }

    /** The session that a field names. */
    static long session(String field, String name) {
        return Long.parseUnsignedLong(
                match(SESSION, field, name, "sessions/{session}").group(1), 16);
    }

    private static Matcher match(Pattern pattern, String field, String name, String expected) {
        if (name.isEmpty()) {
            throw Errors.of(
                    Reason.MISSING_ARGUMENT, field + ": missing (expected: " + expected + ")", Subject.field(field));
        }
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT, field + ": " + name + " (expected: " + expected + ")", Subject.field(field));
        }
        return matcher;
    }

    private static String concrete(String field, String part) {
        if (part.equals(ALL)) {
            throw Errors.of(Reason.BAD_ARGUMENT, field + ": - (expected: a name)", Subject.field(field));
        }
        return part;
    }

    /** Of a map or an ACL. */
    static String of(PatternReference reference) {
        return "patternSets/" + (reference.file().isEmpty() ? "#" + reference.id() : reference.file());
    }

    /** The map or ACL that a field names, as admin sockets name it. */
    static String patternSet(String field, String name) {
        return match(PATTERN_SET, field, name, "patternSets/{file} or patternSets/#{number}")
                .group(1);
    }
}

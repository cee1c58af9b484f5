package dev.sluice.config;

import dev.sluice.config.CheckStep.Connect;
import dev.sluice.config.CheckStep.Expect;
import dev.sluice.config.CheckStep.Hear;
import dev.sluice.config.CheckStep.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a health check.
 *
 * @param kind which steps count
 * @param owner the section that wrote them; another that writes one begins anew
 * @param request what {@code option httpchk} says
 * @param http the steps of {@code http-check}
 * @param tcp the steps of {@code tcp-check}
 * @param fixed the steps of a protocol that is known by name
 * @param sendsState whether requests tell the server how it is
 */
public record CheckScript(
        Kind kind,
        String owner,
        Request request,
        List<CheckStep> http,
        List<CheckStep> tcp,
        List<CheckStep> fixed,
        boolean sendsState) {
    /** A plain connection. */
    public static final CheckScript NONE =
            new CheckScript(Kind.CONNECT, "", Request.NONE, List.of(), List.of(), List.of(), false);

    /** The steps for a server: those of the section that its line names, or of its backend. */
    public static CheckScript of(Settings server, Settings backend, Settings global) {
        return global.get(GlobalSettings.HEALTHCHECKS)
                .getOrDefault(server.get(ServerSettings.HEALTHCHECK), backend)
                .get(ProxySettings.CHECK_SCRIPT);
    }

    /** What a check is. */
    public enum Kind {
        /** A connection. */
        CONNECT,
        /** Requests and their responses. */
        HTTP,
        /** Bytes. */
        TCP,
        /** One protocol or another. */
        FIXED,
        /** Whatever a program does. */
        EXTERNAL
    }

    /** The same of another kind. */
    public CheckScript as(Kind next) {
        return new CheckScript(next, owner, request, http, tcp, fixed, sendsState);
    }

    /** The same as a section sees it that is about to write steps: those of others are gone. */
    public CheckScript of(String section) {
        return section.equals(owner)
                ? this
                : new CheckScript(kind, section, Request.NONE, List.of(), List.of(), fixed, sendsState);
    }

    /** The same with another usual request. */
    public CheckScript with(Request next) {
        return new CheckScript(kind, owner, next, http, tcp, fixed, sendsState);
    }

    /** The same with one more step of HTTP. */
    public CheckScript withHttp(CheckStep step) {
        return new CheckScript(kind, owner, request, and(http, step), tcp, fixed, sendsState);
    }

    /** The same with one more step. */
    public CheckScript withTcp(CheckStep step) {
        return new CheckScript(kind, owner, request, http, and(tcp, step), fixed, sendsState);
    }

    /** A protocol's steps. */
    public CheckScript withFixed(List<CheckStep> steps) {
        return new CheckScript(Kind.FIXED, owner, request, http, tcp, List.copyOf(steps), sendsState);
    }

    /** The same, requests telling the server how it is. */
    public CheckScript withState() {
        return new CheckScript(kind, owner, request, http, tcp, fixed, true);
    }

    private static List<CheckStep> and(List<CheckStep> steps, CheckStep more) {
        List<CheckStep> all = new ArrayList<>(steps);
        all.add(more);
        return List.copyOf(all);
    }

    /** The steps that count, as they were written. */
    public List<CheckStep> written() {
        return switch (kind) {
            case CONNECT, EXTERNAL -> List.of();
            case HTTP -> http;
            case TCP -> tcp;
            case FIXED -> fixed;
        };
    }

    /** Whether it takes more than a connection, or one request and a look at the response's status. */
    public boolean isNeeded() {
        return switch (kind) {
            case CONNECT, EXTERNAL -> false;
            case HTTP -> sendsState || http.stream().anyMatch(step -> !isPlain(step)) || expectations() > 1;
            case TCP, FIXED -> !written().isEmpty();
        };
    }

    private long expectations() {
        return http.stream().filter(Expect.class::isInstance).count();
    }

    private static boolean isPlain(CheckStep step) {
        if (step instanceof Request request) {
            return request.body() == null
                    && !request.format().uri()
                    && request.comment().isEmpty()
                    && request.fields().stream()
                            .noneMatch(field -> field.value().contains("%"))
                    && request.fields().stream().noneMatch(field -> field.name().equalsIgnoreCase("upgrade"));
        }
        return step instanceof Expect expect
                && expect.subject() == CheckStep.Subject.STATUS
                && expect.pattern().way() != CheckStep.Way.REGEX
                && expect.comment().isEmpty()
                && expect.ending().equals(CheckStep.Ending.USUAL);
    }

    /** Whether checks can speak what {@code check-proto} says; nothing said suits all of them. */
    private boolean suits(String protocol) {
        boolean spop = kind == Kind.FIXED
                && fixed.stream()
                        .anyMatch(step -> step instanceof Hear hear && hear.dialect() == CheckStep.Dialect.SPOP_HELLO);
        return switch (protocol) {
            case "h1", "h2" -> kind == Kind.HTTP || kind == Kind.EXTERNAL;
            case "none" -> kind != Kind.HTTP;
            case "spop" -> spop;
            default -> true;
        };
    }

    /** What there is to say where a server's checks cannot speak what its line says; null for nothing. */
    public @Nullable String objection(String backend, String server, Settings settings) {
        boolean fine = !settings.get(ServerSettings.CHECK) || suits(settings.get(Http2Settings.CHECK_PROTO));
        return fine
                ? null
                : "backend '" + backend + "': server '" + server
                        + "' uses an incompatible MUX protocol for the selected check type";
    }

    /** What steps offer to agree on in place of what the server's line says. */
    public Set<List<String>> protocols() {
        Set<List<String>> all = new HashSet<>();
        for (CheckStep step : written()) {
            if (step instanceof Connect connect && !connect.alpn().isEmpty()) {
                all.add(connect.alpn());
            }
        }
        return all;
    }

    /** Whether a step encrypts, whatever the server's line says. */
    public boolean encrypts() {
        return written().stream().anyMatch(step -> step instanceof Connect connect && connect.ssl());
    }
}

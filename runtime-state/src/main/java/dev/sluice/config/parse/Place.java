package dev.sluice.config.parse;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where a keyword may stand: in a section, or on a line that another keyword opened. */
public enum Place {
    GLOBAL("global"),
    DEFAULTS("defaults"),
    FRONTEND("frontend"),
    BACKEND("backend"),
    LISTEN("listen"),
    PEERS("peers"),
    RESOLVERS("resolvers"),
    /** Responses in files. */
    HTTP_ERRORS("http-errors"),
    /** How servers that name it are checked. */
    HEALTHCHECK("healthcheck"),
    /** Who has which password. */
    USER_LIST("userlist"),
    /** What lines say to some targets. */
    LOG_PROFILE("log-profile"),
    /** Responses that are kept. */
    CACHE("cache"),
    /** The newest messages. */
    RING("ring"),
    /** Where messages of logs come in. */
    LOG_FORWARD("log-forward"),
    SLUICE("sluice"),
    /** Certificates under names of their own. */
    CRT_STORE("crt-store"),
    /** After the address of a {@code server} line. */
    SERVER("server"),
    /** After the address of a {@code bind} line. */
    BIND("bind"),
    /** After {@code unix-bind}. */
    UNIX_BIND("unix-bind"),
    /** After the address of a {@code stats socket} line. */
    STATS_SOCKET("stats socket"),
    /** After the address of a line of the {@code sluice} section that opens a port. */
    SLUICE_BIND("sluice bind"),
    /** An action of an {@code http-request} rule. */
    HTTP_REQUEST("http-request"),
    /** An action of an {@code http-response} rule. */
    HTTP_RESPONSE("http-response"),
    /** An action of an {@code http-after-response} rule. */
    HTTP_AFTER_RESPONSE("http-after-response"),
    /** A name after {@code use-service}. */
    SERVICE("use-service"),
    /** After {@code load} in a {@code crt-store}. */
    STORED("load"),
    /** The test of an ACL. */
    CRITERION("acl"),
    /** What may stand in place of a plain text: its first word says in which language it is written. */
    TEXT("text"),
    /** An ACL that exists without being declared. */
    PREDEFINED_ACL("predefined acl");

    /** Sections that may describe both sides of a proxy. */
    public static final Set<Place> PROXIES =
            Collections.unmodifiableSet(EnumSet.of(DEFAULTS, FRONTEND, BACKEND, LISTEN));
    /** Sections that may describe the side of the clients. */
    public static final Set<Place> FRONT = Collections.unmodifiableSet(EnumSet.of(DEFAULTS, FRONTEND, LISTEN));
    /** Sections that may describe the side of the servers. */
    public static final Set<Place> BACK = Collections.unmodifiableSet(EnumSet.of(DEFAULTS, BACKEND, LISTEN));

    private final String word;

    Place(String word) {
        this.word = word;
    }

    /** The actions of rules about HTTP. */
    public static final Set<Place> HTTP_RULES =
            Collections.unmodifiableSet(EnumSet.of(HTTP_REQUEST, HTTP_RESPONSE, HTTP_AFTER_RESPONSE));

    /** The word that leads there. */
    public String word() {
        return word;
    }

    /** Whether lines start there, as opposed to what follows on a line. */
    public boolean isSection() {
        return compareTo(CRT_STORE) <= 0;
    }
}

package dev.sluice.config;

import java.util.Optional;

/** When a line about a request or session is written (manual: {@code log-steps}, {@code log-profile} and {@code do-log}). */
public enum LogStep {
    /** Its stream begins. */
    ACCEPT("accept", "txn_accept"),
    /** The request's head is there. */
    REQUEST("request", "txn_request"),
    /** A server was reached. */
    CONNECT("connect", "txn_connect"),
    /** The response's head is there. */
    RESPONSE("response", "txn_response"),
    /** It is over. */
    CLOSE("close", "txn_close"),
    /** What came was no request, or the connection failed before there was one. */
    ERROR("error", "sess_error"),
    /** A rule said so; which, the other names tell. */
    TCP_REQ_CONN("tcp-req-conn", "tcp-req-conn"),
    TCP_REQ_SESS("tcp-req-sess", "tcp-req-sess"),
    TCP_REQ_CONT("tcp-req-cont", "tcp-req-cont"),
    TCP_RES_CONT("tcp-res-cont", "tcp-res-cont"),
    HTTP_REQ("http-req", "http-req"),
    HTTP_RES("http-res", "http-res"),
    HTTP_AFTER_RES("http-after-res", "http-after-res"),
    /** For profiles: each step that has no line of its own there. */
    ANY("any", "unspec");

    private final String word;
    private final String origin;

    LogStep(String word, String origin) {
        this.word = word;
        this.origin = origin;
    }

    /** As the configuration says it. */
    public String word() {
        return word;
    }

    /** As {@code %OG} tells it. */
    public String origin() {
        return origin;
    }

    /** Whether it is one of the steps that {@code log-steps} chooses from. */
    public boolean isChosen() {
        return compareTo(CLOSE) <= 0;
    }

    /** The one that a word says. */
    public static Optional<LogStep> of(String word) {
        for (LogStep step : values()) {
            if (step.word.equals(word)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }
}

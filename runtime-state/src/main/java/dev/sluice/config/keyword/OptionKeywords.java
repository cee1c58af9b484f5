package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.HttpConnection;
import dev.sluice.config.ProxySettings.LogFormat;
import dev.sluice.config.Setting;
import dev.sluice.config.SocketSettings;
import dev.sluice.config.StandardLines;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.List;

/** The {@code option} lines, but for those of checks. */
final class OptionKeywords {
    private static final String SPEED = "it makes no difference but in speed";

    static final List<Keyword> ALL = List.of(
            front("dontlognull", ProxySettings.DONTLOGNULL, "no log of connections without a byte"),
            front(
                    "http-ignore-probes",
                    ProxySettings.IGNORE_PROBES,
                    "no answer, log or error of connections without a byte"),
            front("dontlog-normal", ProxySettings.DONTLOG_NORMAL, "no log of what went well"),
            front("log-separate-errors", ProxySettings.LOG_SEPARATE_ERRORS, "log what went wrong with level err"),
            front("socket-stats", ProxySettings.SOCKET_STATS, "statistics of each listener"),
            back("checkcache", ProxySettings.CHECK_CACHE, "block responses with cookies that caches might keep"),
            back("allbackups", ProxySettings.ALLBACKUPS, "use all backup servers, not only the first"),
            back("log-health-checks", ProxySettings.LOG_HEALTH_CHECKS, "log each change of a check's result"),
            Keyword.of("option abortonclose", "", Place.PROXIES, "give up a waiting request when its client leaves")
                    .effective(Forms.flag(ProxySettings.ABORTONCLOSE))
                    .negatable(),
            Keyword.of("option redispatch", "[<interval>]", Place.BACK, "retry on another server")
                    .effective(OptionKeywords::redispatch)
                    .negatable()
                    .ignoredIn(Place.FRONTEND),
            Keyword.of("option http-buffer-request", "", Place.PROXIES, "wait for a request's body before it is judged")
                    .effective(Forms.flag(ProxySettings.BUFFER_REQUEST))
                    .negatable(),
            Keyword.of("option httplog", "[clf]", Place.PROXIES, "log requests").effective(OptionKeywords::httpLog),
            Keyword.of("option tcplog", "[clf]", Place.PROXIES, "log connections")
                    .effective(OptionKeywords::tcpLog),
            connection("http-keep-alive", HttpConnection.KEEP_ALIVE, "keep both sides open after a response"),
            connection("http-server-close", HttpConnection.SERVER_CLOSE, "close the server's side after a response"),
            connection("httpclose", HttpConnection.CLOSE, "close both sides after a response"),
            back(
                    "http-pretend-keepalive",
                    ProxySettings.PRETEND_KEEP_ALIVE,
                    "do not tell servers that their connection will be closed"),
            front(
                    "http-use-proxy-header",
                    ProxySettings.USE_PROXY_HEADER,
                    "ask for credentials as proxies do where a proxy is asked"),
            front(
                    "idle-close-on-response",
                    ProxySettings.IDLE_CLOSE_ON_RESPONSE,
                    "end idle connections behind one more response while the process stops"),
            speed("splice-auto"),
            speed("splice-request"),
            speed("splice-response"),
            front("tcp-smart-accept", SocketSettings.SMART_ACCEPT, "save a packet when clients connect"),
            back("tcp-smart-connect", SocketSettings.SMART_CONNECT, "save a packet when servers are connected to"),
            speed("http-no-delay"),
            front("logasap", ProxySettings.LOGASAP, "log a request before its answer is complete"),
            Keyword.of("option contstats", "", Place.PROXIES, "count while the traffic flows")
                    .withoutEffect("counters always move with the traffic")
                    .negatable());

    private OptionKeywords() {}

    private static Keyword front(String name, Setting<Boolean> setting, String documentation) {
        return Keyword.of("option " + name, "", Place.FRONT, documentation)
                .effective(Forms.flag(setting))
                .negatable()
                .ignoredIn(Place.BACKEND);
    }

    private static Keyword back(String name, Setting<Boolean> setting, String documentation) {
        return Keyword.of("option " + name, "", Place.BACK, documentation)
                .effective(Forms.flag(setting))
                .negatable()
                .ignoredIn(Place.FRONTEND);
    }

    private static Keyword speed(String name) {
        return Keyword.of("option " + name, "", Place.PROXIES, "how data is moved")
                .withoutEffect(SPEED)
                .negatable();
    }

    private static Keyword connection(String name, HttpConnection mode, String documentation) {
        return Keyword.of("option " + name, "", Place.PROXIES, documentation)
                .effective(line -> connection(line, mode))
                .negatable();
    }

    private static void connection(Line line, HttpConnection mode) {
        if (!line.negated() && !line.defaulted()) {
            line.set(ProxySettings.HTTP_CONNECTION, mode);
        } else if (line.get(ProxySettings.HTTP_CONNECTION) == mode) {
            line.set(ProxySettings.HTTP_CONNECTION, HttpConnection.KEEP_ALIVE);
        }
    }

    private static void redispatch(Line line) throws BadLineException {
        int interval = -1;
        if (line.hasNext()) {
            interval = line.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        Forms.choose(line, ProxySettings.REDISPATCH, interval, 0);
    }

    private static void httpLog(Line line) {
        format(line, LogFormat.HTTP, StandardLines.HTTP_CLF);
    }

    private static void tcpLog(Line line) {
        format(line, LogFormat.TCP, StandardLines.TCP_CLF);
    }

    private static void format(Line line, LogFormat plain, String common) {
        boolean clf = line.accept("clf");
        line.set(ProxySettings.LOG_FORMAT, clf ? LogFormat.TEXT : plain);
        if (clf) {
            line.set(ProxySettings.LOG_TEXT, common);
        }
    }
}

package dev.sluice.socket.command;

import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.backend.DisableBackend;
import dev.sluice.operation.backend.DisableDynamicCookie;
import dev.sluice.operation.backend.EnableBackend;
import dev.sluice.operation.backend.EnableDynamicCookie;
import dev.sluice.operation.backend.SetDynamicCookieKey;
import dev.sluice.operation.backend.ShowBackends;
import dev.sluice.operation.frontend.DisableFrontend;
import dev.sluice.operation.frontend.EnableFrontend;
import dev.sluice.operation.frontend.FrontendMaxconn;
import dev.sluice.operation.frontend.SetFrontendMaxconn;
import dev.sluice.operation.frontend.ShutdownFrontend;
import dev.sluice.state.Backend;
import java.util.List;
import java.util.function.Function;

/** How operations on frontends and backends are said. */
public final class ProxyWords {
    private static final String FRONTEND = "<frontend>";

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            onProxy(
                    DisableFrontend.class,
                    "disable frontend",
                    FRONTEND,
                    "have a frontend refuse connections for a while",
                    DisableFrontend::new),
            onProxy(
                    EnableFrontend.class,
                    "enable frontend",
                    FRONTEND,
                    "have a frontend take connections again",
                    EnableFrontend::new),
            onProxy(
                    ShutdownFrontend.class,
                    "shutdown frontend",
                    FRONTEND,
                    "close a frontend's sockets for good",
                    ShutdownFrontend::new),
            onProxy(
                    DisableBackend.class,
                    "disable backend",
                    "<backend>",
                    "have a backend take nobody any more",
                    DisableBackend::new),
            onProxy(
                    EnableBackend.class,
                    "enable backend",
                    "<backend>",
                    "have a backend take clients again",
                    EnableBackend::new),
            onProxy(
                    EnableDynamicCookie.class,
                    "enable dynamic-cookie backend",
                    "<backend>",
                    "compute the cookies of servers without one",
                    EnableDynamicCookie::new),
            onProxy(
                    DisableDynamicCookie.class,
                    "disable dynamic-cookie backend",
                    "<backend>",
                    "compute no cookies of servers any more",
                    DisableDynamicCookie::new),
            Spoken.as(
                    SetDynamicCookieKey.class,
                    "set dynamic-cookie-key backend",
                    "<backend> <key>",
                    "what computed cookies depend on",
                    (words, speaker) -> Parsed.of(new SetDynamicCookieKey(words.at(0), words.at(1)))),
            Spoken.as(
                    SetFrontendMaxconn.class,
                    "set maxconn frontend",
                    "<frontend> <limit>",
                    "change how many connections a frontend takes at once",
                    (words, speaker) ->
                            Parsed.of(new SetFrontendMaxconn(words.at(0), FrontendMaxconn.parse(words.at(1))))),
            Spoken.as(
                            ShowBackends.class,
                            "show backend",
                            "",
                            "list the backends",
                            (words, speaker) -> Parsed.of(new ShowBackends()))
                    .told(ProxyWords::backends));

    private ProxyWords() {}

    private static <O extends Operation> Spoken<O> onProxy(
            Class<O> type, String keyword, String argument, String summary, Function<String, O> operation) {
        return Spoken.as(type, keyword, argument, summary, (words, speaker) -> Parsed.of(operation.apply(words.at(0))));
    }

    private static Reply backends(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(
                Lines.of("# name\n", Values.rows(outcome, Backend.class), backend -> backend.name() + "\n"));
    }
}

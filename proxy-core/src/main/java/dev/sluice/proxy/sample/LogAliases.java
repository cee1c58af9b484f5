package dev.sluice.proxy.sample;

import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Server;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The short names of log formats, such as {@code %ci} (manual section 8.2.6). */
final class LogAliases {
    private static final byte[] BAD_REQUEST = "<BADREQ>".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NOTHING = {};

    private static final String HEX = "0123456789ABCDEF";

    private static final String DATE = "time(\"%d/%b/%Y:%H:%M:%S %z\")";
    private static final String MILLIS = "ms_ltime(\"%d/%b/%Y:%H:%M:%S.%3N\")";

    /** Those that an expression says as well. */
    private static final Map<String, String> EXPRESSIONS = Map.ofEntries(
            Map.entry("T", "accept_date,u" + DATE),
            Map.entry("Tl", "accept_date,l" + DATE),
            Map.entry("t", "accept_date(ms)," + MILLIS),
            Map.entry("tr", "request_date(ms)," + MILLIS),
            Map.entry("trg", "request_date,u" + DATE),
            Map.entry("trl", "request_date,l" + DATE),
            Map.entry("Tq", "req.timer.tq"),
            Map.entry("Td", "res.timer.data"),
            Map.entry("Tu", "txn.timer.user"),
            Map.entry("H", "hostname"),
            Map.entry("HM", "capture.req.method"),
            Map.entry("HP", "capture.req.uri,field(1,?)"),
            Map.entry("HPO", "capture.req.uri,regsub(^[^:/?]*://[^/]*,),field(1,?)"),
            Map.entry("HQ", "capture.req.uri,regsub(^[^?]*,)"),
            Map.entry("HU", "capture.req.uri"),
            Map.entry("HV", "capture.req.ver"),
            Map.entry("si", "bc_dst"),
            Map.entry("sp", "bc_dst_port"),
            Map.entry("ID", "unique-id"),
            Map.entry("sslv", "ssl_fc_protocol"),
            Map.entry("sslc", "ssl_fc_cipher"));

    /** Those that are known at the end alone. */
    private static final Set<String> LATE = Set.of(
            "Ta", "Tt", "Tu", "Td", "Tc", "TR", "Tr", "Tw", "Th", "Ti", "Tq", "B", "U", "rc", "ac", "fc", "bc", "sc",
            "sq", "bq", "ts", "ID");

    /** Those that grow until the end. */
    private static final Set<String> GROWING = Set.of("Ta", "Tt", "Tu", "B");

    /** Those that are numbers, though people see more of them than digits. */
    private static final Set<String> COUNTS = Set.of("rc", "ms");

    /** Those that are never quoted. */
    private static final Set<String> BARE = Set.of("T", "Tl", "t", "tr", "trg", "trl", "ms", "ts", "tsc", "rc");

    private static final Map<String, Evaluator> ALL = new HashMap<>();

    static {
        ALL.put("ci", (context, sample) -> {
            ConnectionView client = context.client();
            return client != null && sample.address(client.source());
        });
        ALL.put("cp", (context, sample) -> {
            ConnectionView client = context.client();
            return client != null && sample.integer(client.sourcePort());
        });
        ALL.put("fi", (context, sample) -> {
            ConnectionView client = context.client();
            return client != null && sample.address(client.destination());
        });
        ALL.put("fp", (context, sample) -> {
            ConnectionView client = context.client();
            return client != null && sample.integer(client.destinationPort());
        });
        ALL.put("f", LogAliases::frontend);
        ALL.put("ft", LogAliases::frontendAndTransport);
        ALL.put("b", LogAliases::backend);
        ALL.put("s", LogAliases::server);
        ALL.put("ST", number(log -> log.status()));
        ALL.put("B", number(LogView::bytesRead));
        ALL.put("U", number(LogView::bytesUploaded));
        ALL.put("Ts", number(log -> log.acceptWallMillis() / 1000));
        ALL.put(
                "ms",
                text(log -> Long.toString(1000 + log.acceptWallMillis() % 1000).substring(1)));
        ALL.put("OG", text(log -> log.step().origin()));
        ALL.put("lc", (context, sample) -> {
            Frontend frontend = context.frontend();
            return frontend != null && sample.integer(frontend.loggedLines());
        });
        ALL.put("Ti", number(LogView::idleMillis));
        ALL.put("Th", number(log -> 0));
        ALL.put("TR", number(LogView::requestMillis));
        ALL.put("Tw", number(LogView::queueMillis));
        ALL.put("Tc", number(LogView::connectMillis));
        ALL.put("Tr", number(LogView::responseMillis));
        ALL.put("Ta", number(LogView::totalMillis));
        ALL.put("Tt", number(LogView::totalMillis));
        ALL.put("ts", text(log -> log.terminationState().substring(0, 2)));
        ALL.put("tsc", text(LogView::terminationState));
        ALL.put("sq", number(LogView::serverQueue));
        ALL.put("bq", number(LogView::backendQueue));
        ALL.put("rc", text(log -> (log.isRedispatched() ? "+" : "") + log.retries()));
        ALL.put("r", LogAliases::request);
        ALL.put("rt", number(LogView::number));
        ALL.put("CC", kept(kept -> cookie(kept.requestCookie())));
        ALL.put("CS", kept(kept -> cookie(kept.responseCookie())));
        ALL.put("hrl", (context, sample) -> sample.bool(true));
        ALL.put("hsl", (context, sample) -> sample.bool(false));
        ALL.put("hr", kept(kept -> kept.text(true)));
        ALL.put("hs", kept(kept -> kept.text(false)));
        ALL.put(
                "pid",
                (context, sample) -> sample.integer(context.process().identity().pid()));
        ALL.put(
                "ac",
                (context, sample) ->
                        sample.integer(context.process().connections().get()));
        ALL.put("fc", (context, sample) -> {
            Frontend frontend = context.frontend();
            return frontend != null && sample.integer(frontend.sessions().get());
        });
        ALL.put("bc", (context, sample) -> {
            Backend backend = context.backend();
            return sample.integer(backend == null ? 0 : backend.sessions().get());
        });
        ALL.put("sc", (context, sample) -> {
            Server server = context.server();
            return sample.integer(server == null ? 0 : server.sessions().get());
        });
    }

    private LogAliases() {}

    /** What an alias stands for, or null. */
    static @Nullable Evaluator find(String name, CompileScope scope) throws SampleException {
        String expression = EXPRESSIONS.get(name);
        if (expression == null) {
            return ALL.get(name);
        }
        Evaluator value = Expression.compile(expression, scope.at(Layer.Stage.LOG))::evaluate;
        return expression.startsWith("capture.req.") ? ofRequest(value) : value;
    }

    /** A part of the request line, shown as the whole of it is; where none was understood, that. */
    private static Evaluator ofRequest(Evaluator part) {
        return (context, sample) -> {
            LogView log = context.log();
            return log != null && log.requestLineLength() == 0
                    ? sample.text(BAD_REQUEST)
                    : part.evaluate(context, sample) && line(sample.bytes(), sample.start(), sample.length(), sample);
        };
    }

    private static byte[] cookie(String kept) {
        return kept.equals("-") ? NOTHING : kept.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether it is never quoted. */
    static boolean isBare(String name) {
        return BARE.contains(name);
    }

    /** Whether programs are told a number where people are told text. */
    static boolean isCount(String name) {
        return COUNTS.contains(name);
    }

    /** Whether it is known at the end alone. */
    static boolean isLate(String name) {
        return LATE.contains(name);
    }

    /** Whether lines that do not wait for the end say that it was more in the end. */
    static boolean isGrowing(String name) {
        return GROWING.contains(name);
    }

    /** Whether it stands for all that was kept of headers, each by itself. */
    static boolean isList(String name) {
        return name.equals("hrl") || name.equals("hsl");
    }

    /** What was kept of headers; null where nothing was, or no request was understood. */
    static @Nullable Captured kept(SampleContext context) {
        LogView log = context.log();
        return log == null || log.requestLineLength() > 0 ? Captured.of(context) : null;
    }

    /** Whether nothing is said, not even a dash, where there is nothing to say. */
    static boolean vanishes(String name) {
        return name.equals("hr") || name.equals("hs") || isList(name);
    }

    private static Evaluator kept(Function<Captured, byte[]> part) {
        return (context, sample) -> {
            // Where no request was understood, there was none to keep anything of.
            Captured kept = kept(context);
            return kept != null && sample.text(part.apply(kept));
        };
    }

    private interface Count {
        long of(LogView log);
    }

    private interface Words {
        String of(LogView log);
    }

    private static Evaluator number(Count count) {
        return (context, sample) -> {
            LogView log = context.log();
            return log != null && sample.integer(count.of(log));
        };
    }

    private static Evaluator text(Words words) {
        return (context, sample) -> {
            LogView log = context.log();
            return log != null && sample.text(words.of(log), context.scratch());
        };
    }

    private static boolean frontend(SampleContext context, Sample sample) {
        Frontend frontend = context.frontend();
        return frontend != null && sample.text(frontend.name(), context.scratch());
    }

    /** Those that clients reach encrypted are marked. */
    private static boolean frontendAndTransport(SampleContext context, Sample sample) {
        Frontend frontend = context.frontend();
        String mark = context.clientTls() == null ? "" : "~";
        return frontend != null && sample.text(frontend.name() + mark, context.scratch());
    }

    private static boolean backend(SampleContext context, Sample sample) {
        Backend backend = context.backend();
        return backend == null ? frontend(context, sample) : sample.text(backend.name(), context.scratch());
    }

    private static boolean server(SampleContext context, Sample sample) {
        Server server = context.server();
        LogView log = context.log();
        String name = server != null ? server.name() : log == null ? "<NOSRV>" : log.serverFallback();
        return sample.text(name, context.scratch());
    }

    private static boolean request(SampleContext context, Sample sample) {
        LogView log = context.log();
        if (log == null) {
            return false;
        }
        return log.requestLineLength() == 0
                ? sample.text(BAD_REQUEST)
                : line(log.requestLine(), 0, log.requestLineLength(), sample);
    }

    /** A request line as logs show it: what is not printable, quotes and the escape itself as {@code #} and two hex digits. */
    private static boolean line(byte[] line, int start, int length, Sample sample) {
        int escapes = 0;
        for (int i = start; i < start + length; i++) {
            escapes += isPlain(line[i]) ? 0 : 1;
        }
        if (escapes == 0) {
            return sample.text(line, start, length);
        }
        byte[] text = new byte[length + 2 * escapes];
        int at = 0;
        for (int i = start; i < start + length; i++) {
            byte b = line[i];
            if (isPlain(b)) {
                text[at++] = b;
            } else {
                text[at++] = '#';
                text[at++] = (byte) HEX.charAt(b >> 4 & 0xF);
                text[at++] = (byte) HEX.charAt(b & 0xF);
            }
        }
        return sample.text(text, 0, at);
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b < 0x7F && b != '"' && b != '#';
    }
}

package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Setting;
import dev.sluice.config.SocketBuffers;
import dev.sluice.config.SocketSettings;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** The {@code global} section: what tunes the engine, most of it HAProxy's own. */
final class TuneKeywords {
    private static final Set<Place> GLOBAL = Set.of(Place.GLOBAL);

    /** More than any head can have. */
    private static final int HEAD_MAX = 1 << 30;

    private static final List<Keyword> OURS = List.of(
            Keyword.of("tune.bufsize", "<size>", GLOBAL, "bytes of a buffer, and so of the longest head of a message")
                    .effective(line -> size(line, GlobalSettings.BUFSIZE, 1024)),
            vars("tune.vars.global-max-size", "of all kinds", GlobalSettings.VARS_GLOBAL_MAX),
            vars("tune.vars.proc-max-size", "of the process", GlobalSettings.VARS_PROC_MAX),
            vars("tune.vars.sess-max-size", "of one session", GlobalSettings.VARS_SESS_MAX),
            vars("tune.vars.txn-max-size", "of one transaction", GlobalSettings.VARS_TXN_MAX),
            vars("tune.vars.reqres-max-size", "of one request or response", GlobalSettings.VARS_REQRES_MAX),
            Keyword.of("tune.maxrewrite", "<size>", GLOBAL, "bytes of a buffer that rules may add to a head")
                    .effective(line -> size(line, GlobalSettings.MAXREWRITE, 0)),
            Keyword.of("tune.cli.max-payload-size", "<size>", GLOBAL, "bytes that a command's payload may have")
                    .effective(line -> size(line, GlobalSettings.CLI_MAX_PAYLOAD, 1)),
            Keyword.of("expose-experimental-directives", "", GLOBAL, "allows directives that may still change")
                    .effective(line -> line.set(GlobalSettings.EXPERIMENTAL, GlobalSettings.Experiments.EXPOSED)),
            Keyword.of("tune.http.maxhdr", "<number>", GLOBAL, "header fields that a message may have")
                    .effective(Forms.number(GlobalSettings.MAX_HEADERS, 1, 32_767)),
            Keyword.of("tune.http.logurilen", "<number>", GLOBAL, "bytes of a request line that logs show")
                    .effective(Forms.number(GlobalSettings.LOGGED_LINE_MAX, 1, HEAD_MAX)),
            Keyword.of("tune.http.cookielen", "<number>", GLOBAL, "bytes of a cookie that captures keep at most")
                    .effective(Forms.number(GlobalSettings.CAPTURED_COOKIE_MAX, 0, HEAD_MAX)),
            Keyword.of("nosplice", "", GLOBAL, "copy what could be moved within the system")
                    .effective(Forms.fixed(GlobalSettings.NO_SPLICE, true)),
            Keyword.of(
                            "tune.idle-pool.shared",
                            "full|on|off",
                            GLOBAL,
                            "whether workers use one another's idle connections")
                    .effective(line -> line.set(
                            GlobalSettings.IDLE_POOL_SHARED,
                            Choice.indexOf("off", "on", "full").read(line) > 0)));

    private static final String THREADS = "workers are not divided into groups, and the JVM places its threads";
    private static final String EVENTS = "how HAProxy polls and schedules; the event loop here decides for itself";
    private static final String COPY = "how HAProxy moves data within itself; what is forwarded stays the same";
    private static final String MEMORY = "memory here is the JVM's and the buffer pool's";
    private static final String QUIC = "QUIC is refused so far, so there is nothing to tune";
    private static final String ZLIB = "the JDK's zlib always uses its largest window, which compresses best";
    private static final String PARTS = "the part of the program that it tunes is refused so far";

    private TuneKeywords() {}

    private static Keyword vars(String name, String whose, Setting<Integer> setting) {
        return Keyword.of(name, "<size>", Set.of(Place.GLOBAL), "bytes that variables " + whose + " may take")
                .effective(line -> size(line, setting, 0));
    }

    private static void buffers(List<Keyword> all, String side, Setting<SocketBuffers> setting) {
        all.add(buffer("tune.rcvbuf." + side, "receives and holds", setting, SocketBuffers::withReceive));
        all.add(buffer("tune.sndbuf." + side, "holds until they are acknowledged", setting, SocketBuffers::withSend));
        all.add(buffer("tune.notsent-lowat." + side, "takes to send them later", setting, SocketBuffers::withUnsent));
    }

    private static Keyword buffer(
            String name,
            String what,
            Setting<SocketBuffers> setting,
            BiFunction<SocketBuffers, Integer, SocketBuffers> with) {
        return Keyword.of(name, "<size>", GLOBAL, "bytes that the system " + what + " for a connection; 0 as it likes")
                .effective(line -> line.set(setting, with.apply(line.settings().get(setting), line.size())));
    }

    static List<Keyword> all() {
        List<Keyword> all = new ArrayList<>(OURS);
        buffers(all, "client", SocketSettings.CLIENT_BUFFERS);
        buffers(all, "server", SocketSettings.SERVER_BUFFERS);
        without(all, THREADS, "thread-groups", "thread-group", "thread-hard-limit", "max-threads-per-group", "cpu-map");
        without(all, THREADS, "cpu-affinity", "cpu-policy", "cpu-set", "numa-cpu-mapping", "nbproc");
        without(all, THREADS, "tune.takeover-other-tg-connections");
        without(all, EVENTS, "noepoll", "noevports", "nokqueue", "nopoll", "busy-polling", "tune.epoll.mask-events");
        without(all, EVENTS, "tune.events.max-events-at-once", "tune.fd.edge-triggered", "tune.fd.tables");
        without(all, EVENTS, "tune.listener.default-shards", "tune.listener.multi-queue", "tune.maxaccept");
        without(
                all,
                EVENTS,
                "tune.max-checks-per-thread",
                "tune.max-rules-at-once",
                "tune.maxpollevents",
                "tune.recv_enough",
                "tune.idletimer");
        without(all, EVENTS, "tune.renice.runtime", "tune.renice.startup", "tune.runqueue-depth");
        without(all, EVENTS, "tune.sched.low-latency", "profiling.tasks", "warn-blocked-traffic-after");
        without(all, COPY, "noreuseport", "tune.applet.zero-copy-forwarding", "tune.disable-fast-forward");
        without(all, COPY, "tune.disable-zero-copy-forwarding", "tune.h1.zero-copy-fwd-recv");
        without(all, COPY, "tune.h1.zero-copy-fwd-send", "tune.h2.zero-copy-fwd-send", "tune.pipesize");
        without(all, COPY, "tune.pt.zero-copy-forwarding", "maxpipes", "nogetaddrinfo");
        without(all, MEMORY, "no-memory-trimming", "prealloc-fd", "tune.buffers.reserve", "tune.bufsize.large");
        without(all, MEMORY, "tune.bufsize.small", "tune.chksize", "tune.defaults.purge", "tune.memory.hot-size");
        without(all, MEMORY, "tune.pool-high-fd-ratio", "tune.pool-low-fd-ratio", "tune.fail-alloc");
        without(all, QUIC, "tune.quic.listen", "tune.quic.frontend.max-streams-bidi", "no-quic", "limited-quic");
        without(all, PARTS, "tune.lua.forced-yield", "tune.lua.maxmem", "tune.pattern.cache-size");
        without(all, PARTS, "tune.peers.max-updates-at-once", "tune.ring.queues");
        without(all, ZLIB, "tune.zlib.windowsize", "tune.zlib.memlevel");
        without(all, PARTS, "httpclient.resolvers.disabled", "httpclient.resolvers.id");
        without(all, PARTS, "mworker-max-reloads");
        without(all, "only external checks start programs, and external-check allows those", "insecure-fork-wanted");
        without(all, "core dumps are the JVM's and the system's business", "set-dumpable");
        without(all, "it opens what is then refused by name", "expose-deprecated-directives");
        without(all, "what is said at a start is little already", "quiet");
        return all;
    }

    private static void without(List<Keyword> all, String reason, String... names) {
        for (String name : names) {
            Keyword keyword = Keyword.of(name, "...", GLOBAL, "").withoutEffect(reason);
            all.add(MAY_BE_NEGATED.contains(name) ? keyword.negatable() : keyword);
        }
    }

    private static final Set<String> MAY_BE_NEGATED =
            Set.of("busy-polling", "numa-cpu-mapping", "insecure-fork-wanted", "set-dumpable");

    private static void size(Line line, Setting<Integer> setting, int least) throws BadLineException {
        int size = line.size();
        if (size < least) {
            throw line.bad(
                    "'" + line.keyword() + "' expects a size of at least " + least + " bytes (got " + size + ").");
        }
        line.set(setting, size);
    }
}

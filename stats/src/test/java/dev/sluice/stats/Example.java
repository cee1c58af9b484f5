package dev.sluice.stats;

import dev.sluice.config.Balance;
import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.StatsPage;
import dev.sluice.state.Backend;
import dev.sluice.state.Clock;
import dev.sluice.state.DataPlane;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Reconfiguration;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A state put together by hand: the frontends and backends of HAProxy's recorded conversations, to which a test adds what it needs. Its time
 * stands still until it is moved.
 */
final class Example {
    static final long START = 1_000_000;

    final RuntimeState state = new RuntimeState(new ProcessState(new ProcessState.Identity(
            "HAProxy", "3.5.0+sluice.0.1.0", "2026/11/22", 4711, 1, START, 1_790_000_000_000L)));
    final ServerStates servers;
    final FixedFacts facts = new FixedFacts();
    private final DataPlane idle = (DataPlane)
            Proxy.newProxyInstance(Example.class.getClassLoader(), new Class<?>[] {DataPlane.class}, Example::nothing);
    private final List<ProxySpec> specs = new ArrayList<>();
    private Settings global = Settings.builder()
            .set(GlobalSettings.NODE, "node1")
            .set(GlobalSettings.MAXCONN, 100)
            .build();
    private long now = START;

    final Clock clock = new Clock() {
        @Override
        public long millis() {
            return now;
        }

        @Override
        public long wallMillis() {
            return 1_790_000_000_000L + now - START;
        }
    };

    Example() {
        servers = new ServerStates(idle, clock);
        apply();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A proxy returns what the method would.
    private static @Nullable Object nothing(Object proxy, Method method, Object @Nullable [] arguments) {
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            return CompletableFuture.completedFuture(null);
        }
        return null;
    }

    /** fe1, fe2, be1 and be2 of the recordings. */
    static Example recorded() {
        Example example = new Example();
        example.frontend("fe1", http().set(ProxySettings.DEFAULT_BACKEND, "be1"));
        example.frontend("fe2", tcp().set(ProxySettings.DEFAULT_BACKEND, "be2"));
        Backend be1 = example.backend("be1", http().set(ProxySettings.BALANCE, balance(Balance.Algorithm.ROUNDROBIN)));
        example.server(be1, "s1", 8001, weight(10).set(ServerSettings.COOKIE, "c1"));
        example.server(be1, "s2", 8002, weight(20).set(ServerSettings.BACKUP, true));
        example.server(be1, "s3", 8003, Settings.builder().set(ServerSettings.DISABLED, true));
        Backend be2 = example.backend("be2", tcp().set(ProxySettings.BALANCE, balance(Balance.Algorithm.SOURCE)));
        example.server(be2, "t1", 8004, Settings.builder());
        return example;
    }

    static Settings.Builder http() {
        return Settings.builder().set(ProxySettings.MODE, ProxySettings.Mode.HTTP);
    }

    static Settings.Builder tcp() {
        return Settings.builder().set(ProxySettings.MODE, ProxySettings.Mode.TCP);
    }

    static Settings.Builder weight(int weight) {
        return Settings.builder().set(ServerSettings.WEIGHT, weight);
    }

    static Settings.Builder checked() {
        return Settings.builder()
                .set(ServerSettings.CHECK, true)
                .set(ServerSettings.RISE, 2)
                .set(ServerSettings.DEFAULTED, true);
    }

    static Balance balance(Balance.Algorithm algorithm) {
        return new Balance(algorithm, List.of());
    }

    static Settings.Builder withPage(String uri) {
        return http().set(ProxySettings.STATS_PAGE, new StatsPage(true, uri));
    }

    /** Says something in the {@code global} section. */
    void configure(Settings more) {
        global = global.with(more);
        apply();
    }

    private void apply() {
        Configuration next = new Configuration(global, Settings.EMPTY, List.of(), specs, Map.of(), List.of());
        new Reconfiguration(state, servers, idle, clock, next).apply();
        servers.publish();
    }

    void pass(long millis) {
        now += millis;
    }

    Frontend frontend(String name, Settings.Builder settings) {
        add(name, ProxySpec.Kind.FRONTEND, settings);
        return state.topology().frontend(name).orElseThrow();
    }

    Backend backend(String name, Settings.Builder settings) {
        add(name, ProxySpec.Kind.BACKEND, settings);
        return state.topology().backend(name).orElseThrow();
    }

    private void add(String name, ProxySpec.Kind kind, Settings.Builder settings) {
        specs.add(new ProxySpec(name, kind, Location.INTERNAL, settings.build(), List.of(), List.of()));
        apply();
    }

    Listener listener(Frontend frontend, int port, String name) {
        ListenAddress address = new ListenAddress.Inet("127.0.0.1", port);
        Settings settings = Settings.builder().set(BindSettings.NAME, name).build();
        BindSpec bind = new BindSpec(Location.INTERNAL, List.of(address), settings);
        replace(frontend.spec(), with(frontend.spec().binds(), bind), List.of());
        return frontend.listeners().get(frontend.listeners().size() - 1);
    }

    Server server(Backend backend, String name, int port, Settings.Builder settings) {
        replace(backend.spec(), List.of(), with(backend.spec().servers(), line(name, port, settings)));
        return backend.servers().get(backend.servers().size() - 1);
    }

    void manyServers(Backend backend, int count, Settings.Builder settings) {
        List<ServerSpec> lines = IntStream.range(0, count)
                .mapToObj(i -> line("server" + i, 9000, settings))
                .toList();
        replace(backend.spec(), List.of(), lines);
    }

    private static ServerSpec line(String name, int port, Settings.Builder settings) {
        ServerAddress address = new ServerAddress(ServerAddress.Family.IPV4, "127.0.0.1", port, false);
        return new ServerSpec(name, address, Location.INTERNAL, settings.build());
    }

    private void replace(ProxySpec old, List<BindSpec> binds, List<ServerSpec> lines) {
        specs.replaceAll(spec -> spec.equals(old)
                ? new ProxySpec(old.name(), old.kind(), old.location(), old.settings(), binds, lines)
                : spec);
        apply();
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    String stat(StatQuery query) {
        return text(StatRenderer.render(state, clock, query));
    }

    String info(InfoQuery query) {
        return text(InfoRenderer.render(InfoMoment.of(state, facts, clock), query));
    }

    /** The one value of a column. */
    String cell(StatSubject subject, StatField field) {
        FieldValue value = field.value(subject, StatMoment.of(state, clock));
        ByteWriter out = new ByteWriter(16);
        if (value != null) {
            Values.put(out, value);
        }
        return new String(out.take(), StandardCharsets.ISO_8859_1);
    }

    String cell(Server server, StatField field) {
        return cell(new StatSubject.OfServer(server), field);
    }

    String cell(Backend backend, StatField field) {
        return cell(new StatSubject.OfBackend(backend), field);
    }

    static String text(InternalService.Body body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece = body.next(); piece != null; piece = body.next()) {
            all.writeBytes(piece);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    static String resource(String name) {
        try (InputStream in = Example.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recorded text in which {@code <<num>>} and the like stand for what differs from run to run. */
    static Pattern recording(String text) {
        StringBuilder pattern = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf("<<"); open >= 0; open = text.indexOf("<<", at)) {
            int close = text.indexOf(">>", open);
            pattern.append(Pattern.quote(text.substring(at, open)));
            pattern.append(token(text.substring(open + 2, close)));
            at = close + 2;
        }
        return Pattern.compile(pattern.append(Pattern.quote(text.substring(at))).toString());
    }

    private static String token(String name) {
        return switch (name) {
            case "num" -> "-?[0-9]+";
            case "ver" -> "[0-9A-Za-z.+~_-]+";
            case "time" -> "[0-9A-Za-z/:.+, -]+?";
            case "dur" -> "[0-9]+d ?[0-9]+h[0-9]+m[0-9]+s";
            case "word" -> "\\S+";
            case "line", "text" -> "[^\\n]*";
            default -> throw new IllegalArgumentException("token " + name);
        };
    }

    /** Facts that a test can know beforehand. */
    static final class FixedFacts implements ProcessFacts {
        @Override
        public String hostName() {
            return "host.test";
        }

        @Override
        public long descriptorLimit() {
            return 1043;
        }

        @Override
        public long memoryLimitBytes() {
            return 0;
        }

        @Override
        public long memoryReservedBytes() {
            return 5L << 20;
        }

        @Override
        public long memoryUsedBytes() {
            return 3L << 20;
        }

        @Override
        public long tasks() {
            return 7;
        }

        @Override
        public long runnableTasks() {
            return 0;
        }

        @Override
        public int idlePercent() {
            return 98;
        }

        @Override
        public long bootMillis() {
            return 321;
        }

        @Override
        public long warnings() {
            return 2;
        }

        @Override
        public int adminListeners() {
            return 3;
        }

        @Override
        public int adminConnections() {
            return 1;
        }
    }
}

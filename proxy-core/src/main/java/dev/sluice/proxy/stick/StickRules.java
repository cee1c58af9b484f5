package dev.sluice.proxy.stick;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.StickRule;
import dev.sluice.config.StickRule.Kind;
import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec.ServerKey;
import dev.sluice.proxy.rule.Conditions;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.rule.Test;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.Slot;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.track.KeyOf;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import dev.sluice.state.table.TableKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code stick} rules of a backend, compiled. Immutable. */
public final class StickRules {
    /** No rules. */
    public static final StickRules NONE = new StickRules(List.of(), null);

    /** Keys that a request, and likewise a response, is remembered by at most (manual: {@code stick store-request}). */
    private static final int STORED_MAX = 8;

    private static final String MISFIT = "type of fetch not usable with type of stick-table '%s'";

    private static final Slot<List<Pending>> PENDING = new Slot<>();

    private final List<Rule> rules;
    private final @Nullable Backend backend;
    private final boolean responses;

    private StickRules(List<Rule> rules, @Nullable Backend backend) {
        this.rules = List.copyOf(rules);
        this.backend = backend;
        this.responses = rules.stream().anyMatch(rule -> rule.kind() == Kind.STORE_RESPONSE);
    }

    private record Rule(Kind kind, KeyOf key, Test test) {}

    /** An entry that a server is to be remembered in, acquired until that is known. */
    private record Pending(StickTable table, TableEntry entry) {}

    /** Compiles the rules of a backend. */
    static StickRules compile(Backend backend, LiveScope scope) throws RuleException {
        List<Rule> rules = new ArrayList<>();
        for (StickRule line : backend.settings().get(ProxySettings.STICK)) {
            CompileScope at = scope.at(line.kind() == Kind.STORE_RESPONSE ? Layer.Stage.RESPONSE : Layer.Stage.REQUEST);
            Test test = new Conditions(backend.settings().get(ProxySettings.ACLS), at)
                    .compile(line.condition(), line.location());
            try {
                Expression key = Expression.compile(line.expression(), at).expression();
                rules.add(new Rule(line.kind(), KeyOf.compile(key, line.table(), "'stick'", MISFIT, at), test));
            } catch (SampleException e) {
                throw new RuleException(line.location(), e.text());
            }
        }
        return rules.isEmpty() ? NONE : new StickRules(rules, backend);
    }

    /** Whether there are none, so that nothing need be asked. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** The server that is remembered for a key of the request; null for none. */
    public @Nullable Server find(SampleContext request) {
        for (Rule rule : rules) {
            if (rule.kind.isMatch() && rule.test.matches(request)) {
                Server server = find(rule, request);
                if (server != null) {
                    return server;
                }
            }
        }
        return null;
    }

    private @Nullable Server find(Rule rule, SampleContext request) {
        int mark = request.scratch().mark();
        TableKey key = rule.key.of(request);
        TableEntry entry = key == null ? null : rule.key.table().find(key);
        request.scratch().release(mark);
        if (entry == null) {
            return null;
        }
        rule.key.table().touch(entry);
        String said = entry.serverKey();
        Server named = said == null ? null : server(rule.key.table(), said);
        return named == null ? server(rule.key.table().value(entry, TableData.SERVER_ID, 0)) : named;
    }

    private @Nullable Server server(StickTable table, String key) {
        Backend of = backend;
        if (of != null) {
            for (Server server : of.servers()) {
                if (key(table, server).equals(key)) {
                    return server;
                }
            }
        }
        return null;
    }

    private @Nullable Server server(long id) {
        Backend of = backend;
        if (of != null && id > 0) {
            for (Server server : of.servers()) {
                if (server.id() == id) {
                    return server;
                }
            }
        }
        return null;
    }

    private static String key(StickTable table, Server server) {
        ServerAddress address = server.address();
        return table.spec().serverKey() == ServerKey.NAME ? server.name() : address.host() + ":" + address.port();
    }

    /** Notes the keys of a request, for {@link #learn} once its server is reached. */
    public void note(SampleContext request) {
        Slots slots = request.stream();
        if (slots == null) {
            return;
        }
        for (Rule rule : rules) {
            if (rule.kind.isStoreRequest()) {
                List<Pending> pending = slots.get(PENDING);
                if (pending == null || isFree(pending, rule.key.table())) {
                    note(rule, request, slots);
                }
            }
        }
    }

    /** A table learns one key of each request, and no request feeds more than some tables. */
    private static boolean isFree(List<Pending> pending, StickTable table) {
        return pending.size() < STORED_MAX && pending.stream().noneMatch(each -> each.table == table);
    }

    private static void note(Rule rule, SampleContext context, Slots slots) {
        if (!rule.test.matches(context)) {
            return;
        }
        int mark = context.scratch().mark();
        TableKey key = rule.key.of(context);
        TableEntry entry = key == null ? null : rule.key.table().acquire(key);
        context.scratch().release(mark);
        if (entry != null) {
            List<Pending> pending = slots.get(PENDING);
            if (pending == null) {
                pending = new ArrayList<>();
                slots.put(PENDING, pending);
            }
            pending.add(new Pending(rule.key.table(), entry));
        }
    }

    /** The server is reached: it is remembered for the keys that were noted. */
    public void learn(SampleContext context, Server server) {
        Slots slots = context.stream();
        List<Pending> pending = slots == null ? null : slots.get(PENDING);
        if (slots == null || pending == null) {
            return;
        }
        slots.put(PENDING, null);
        for (Pending each : pending) {
            if (!server.settings().get(ServerSettings.NON_STICK)) {
                each.table.set(each.entry, TableData.SERVER_ID, 0, server.id());
                each.entry.serverKey(key(each.table, server));
            }
            each.table.release(each.entry);
        }
    }

    /** The response is there: its server is remembered for keys of it. */
    public void learnFromResponse(SampleContext response, Server server) {
        Slots slots = response.stream();
        if (!responses || slots == null) {
            return;
        }
        for (Rule rule : rules) {
            List<Pending> pending = slots.get(PENDING);
            if (rule.kind == Kind.STORE_RESPONSE && (pending == null || isFree(pending, rule.key.table()))) {
                note(rule, response, slots);
            }
        }
        learn(response, server);
    }

    /** All is over: what was noted and not learnt is let go. */
    public static void forget(@Nullable Slots slots) {
        List<Pending> pending = slots == null ? null : slots.get(PENDING);
        if (slots != null && pending != null) {
            slots.put(PENDING, null);
            pending.forEach(each -> each.table.release(each.entry));
        }
    }
}

package dev.sluice.proxy.rule;

import dev.sluice.config.Balance;
import dev.sluice.config.BalanceSettings;
import dev.sluice.config.HashType;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.balance.KeyHash;
import dev.sluice.proxy.balance.Pick;
import dev.sluice.proxy.sample.Casts;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a request a backend balances by ({@code balance uri} and its kin), compiled. Immutable. */
public final class BalanceKey {
    private static final String POST = "check_post";

    private final Expression expression;
    private final @Nullable Expression body;
    private final Cut cut;
    private final SampleType wanted;
    private final HashType type;

    private BalanceKey(Expression expression, @Nullable Expression body, Cut cut, SampleType wanted, HashType type) {
        this.expression = expression;
        this.body = body;
        this.cut = cut;
        this.wanted = wanted;
        this.type = type;
    }

    /** Keeps the part of a value that counts; returns whether there is one. */
    private interface Cut {
        boolean apply(Sample sample);
    }

    /** Compiles what the settings of a backend say; null where it needs nothing of requests. */
    static @Nullable BalanceKey compile(Settings settings, CompileScope scope) throws SampleException {
        Balance balance = settings.get(ProxySettings.BALANCE);
        List<String> arguments = balance.arguments();
        HashType type = settings.get(BalanceSettings.HASH_TYPE);
        return switch (balance.algorithm()) {
            case ROUNDROBIN, STATIC_RR, LEASTCONN, FIRST, RANDOM, SOURCE, STICKY -> null;
            case URI -> uri(arguments, type, scope);
            case URL_PARAM -> {
                byte[] name = KeyCuts.bytes(arguments.get(0));
                Expression body = arguments.contains(POST) ? Expression.compile("req.body", scope) : null;
                Cut cut = sample -> KeyCuts.parameter(sample, name);
                yield new BalanceKey(Expression.compile("url", scope), body, cut, SampleType.BIN, type);
            }
            case HDR -> {
                Cut cut = arguments.size() > 1 ? KeyCuts::domain : sample -> sample.length() > 0;
                Expression header = Expression.compile("req.hdr(" + arguments.get(0) + ",1)", scope);
                yield new BalanceKey(header, null, cut, SampleType.BIN, type);
            }
            case RDP_COOKIE ->
                new BalanceKey(
                        Expression.compile("req.rdp_cookie(" + arguments.get(0) + ")", scope),
                        null,
                        sample -> sample.length() > 0,
                        SampleType.BIN,
                        type);
            case LOG_HASH -> {
                // The text stands in for what the converters get.
                Expression converters = Expression.compile("str(text)," + arguments.get(0), scope);
                yield new BalanceKey(converters, null, sample -> sample.length() > 0, SampleType.STR, type);
            }
            case HASH -> {
                Expression free = Expression.compile(arguments, scope).expression();
                // What is no hash but a number is read from its text.
                SampleType wanted = type.function() == HashType.Function.NONE ? SampleType.STR : SampleType.BIN;
                yield new BalanceKey(free, null, sample -> true, wanted, type);
            }
        };
    }

    private static BalanceKey uri(List<String> arguments, HashType type, CompileScope scope) throws SampleException {
        int length = Integer.parseInt(arguments.get(0));
        int depth = Integer.parseInt(arguments.get(1));
        boolean whole = !arguments.get(2).isEmpty();
        String fetch = arguments.get(3).isEmpty() ? "url" : "pathq";
        Cut cut = sample -> KeyCuts.uri(sample, length, depth, whole);
        return new BalanceKey(Expression.compile(fetch, scope), null, cut, SampleType.BIN, type);
    }

    /** Whether it may stand in the body of a POST, which is to be waited for. */
    public boolean looksIntoBody() {
        return body != null;
    }

    /** Tells balancing the key of a request, evaluated in {@code sample}. */
    public void tell(SampleContext context, Sample sample, Pick pick) {
        int mark = context.scratch().mark();
        if (has(context, sample, expression) || body != null && has(context, sample, body)) {
            pick.key(KeyHash.of(type, sample.bytes(), sample.start(), sample.length()));
        } else {
            pick.noKey();
        }
        context.scratch().release(mark);
    }

    /** Tells balancing the key of a text, to which the converters are applied; returns whether it has one. */
    public boolean tell(SampleContext context, byte[] text, Sample sample, Pick pick) {
        int mark = context.scratch().mark();
        sample.clear();
        boolean keyed = sample.text(text)
                && expression.convert(context, sample)
                && Casts.cast(sample, wanted, context.scratch())
                && cut.apply(sample);
        if (keyed) {
            pick.key(KeyHash.of(type, sample.bytes(), sample.start(), sample.length()));
        }
        context.scratch().release(mark);
        return keyed;
    }

    private boolean has(SampleContext context, Sample sample, Expression from) {
        sample.clear();
        if (!from.evaluate(context, sample)) {
            return false;
        }
        if (sample.type() == SampleType.BOOL) {
            sample.integer(sample.number());
        }
        return Casts.cast(sample, wanted, context.scratch()) && cut.apply(sample);
    }
}

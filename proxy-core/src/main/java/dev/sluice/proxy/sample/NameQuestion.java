package dev.sluice.proxy.sample;

import dev.sluice.config.GlobalSettings;
import dev.sluice.state.RuntimeState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A rule that has a name looked up, and keeps the address in a variable. Immutable.
 *
 * @param variable keeps what it has where no address is found
 * @param section whom to ask
 * @param ipv4First which family is taken where there are both
 * @param name what is looked up
 */
public record NameQuestion(VariableTarget variable, String section, boolean ipv4First, Expression name) {
    private static final String USAGE = "expects a variable, a resolvers section and maybe 'ipv4' or 'ipv6'"
            + " between parentheses, separated by commas";

    /** What stands between the parentheses of such a rule, and the expression behind them. */
    public static NameQuestion parse(String text, Expression name, CompileScope scope) throws SampleException {
        List<String> parts = List.of(text.split(",", -1));
        String family = parts.size() == 3 ? parts.get(2) : "";
        boolean known = List.of("", "ipv4", "ipv6").contains(family);
        if (parts.size() < 2 || parts.size() > 3 || !known) {
            throw new SampleException("'do-resolve' " + USAGE + " (got '" + text + "')");
        }
        String section = parts.get(1);
        RuntimeState state = scope.find(RuntimeState.class);
        if (state != null && !scope.checksOnly() && !isThere(state, section)) {
            throw new SampleException("'do-resolve' cannot find the resolvers section '" + section + "'");
        }
        return new NameQuestion(VariableTarget.parse(parts.get(0)), section, family.equals("ipv4"), name);
    }

    private static boolean isThere(RuntimeState state, String section) {
        return state.configuration().global().get(GlobalSettings.RESOLVERS).stream()
                .anyMatch(each -> each.name().equals(section));
    }

    /**
     * Asks, or takes the answer to what was asked before.
     *
     * @param last whether the answer is not waited for
     * @return whether the rule is done; if not it is to be run again once {@link SampleContext#asked()} is complete
     */
    public boolean run(SampleContext context, Sample sample, boolean last) {
        CompletableFuture<Optional<byte[]>> asked = context.asked();
        context.asked(null);
        if (asked == null) {
            sample.clear();
            if (last || !name.evaluate(context, sample, SampleType.STR)) {
                return true;
            }
            asked = context.names().find(section, sample.string(), ipv4First);
        }
        if (!asked.isDone()) {
            context.asked(last ? null : asked);
            return last;
        }
        byte[] address = asked.join().orElse(null);
        sample.clear();
        if (address != null && sample.address(address)) {
            // Where there is no room the variable keeps what it has, and the rules go on.
            boolean unused = variable.set(context, sample);
        }
        return true;
    }
}

package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.PacketNumber;
import dev.sluice.proxy.sample.SampleException;
import java.util.List;

/** Actions that change what packets say to the routers on their way. */
final class PacketActions {
    private static final String SHARED =
            "connections to servers carry requests of many clients, and are not told apart by what their packets say";

    static final List<ActionSpec> ALL = List.of(
            packets("set-fc-tos", "<tos>|<expression>", "the class of traffic of packets to the client", true),
            packets("set-tos", "<tos>|<expression>", "the same, by its former name", true),
            packets("set-fc-mark", "<mark>|<expression>", "the mark of packets to the client", false),
            packets("set-mark", "<mark>|<expression>", "the same, by its former name", false),
            ActionSpec.withoutEffect("set-bc-tos", ActionSpec.REQUEST, "<tos>", SHARED, PacketActions::checked),
            ActionSpec.withoutEffect("set-bc-mark", ActionSpec.REQUEST, "<mark>", SHARED, PacketActions::checked));

    private PacketActions() {}

    private static ActionSpec packets(String name, String usage, String documentation, boolean tos) {
        return ActionSpec.of(name, ActionSpec.BOTH, usage, documentation, (words, scope) -> parse(words, scope, tos));
    }

    private static Action checked(Words words, RuleScope scope) throws SampleException {
        Action unused = parse(words, scope, true);
        return transaction -> Verdict.CONTINUE;
    }

    private static Action parse(Words words, RuleScope scope, boolean tos) throws SampleException {
        long written = PacketNumber.of(words.peek());
        Expression expression = written >= 0 ? null : words.expression(scope.samples());
        if (written >= 0) {
            String unused = words.next("a number");
        }
        PacketNumber number = new PacketNumber(written, expression, tos);
        return transaction -> {
            number.tell(transaction.samples(), transaction.sample());
            return Verdict.CONTINUE;
        };
    }
}

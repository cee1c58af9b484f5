package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.ProxyCredentials;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SilentDrop;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Actions that answer or end. */
final class ReplyActions {
    private static final String CONTENT =
            "[status <status>] [content-type <type>] [{default-errorfiles | errorfile <file>"
                    + " | errorfiles <section> | file <file> | lf-file <file> | string <text> | lf-string <format>}]"
                    + " [hdr <name> <format>]...";

    static final List<ActionSpec> ALL = List.of(
            ActionSpec.of(
                    "allow", EnumSet.allOf(Stage.class), "", "leave the rules", (words, scope) -> t -> Verdict.ALLOW),
            ActionSpec.of("deny", ActionSpec.BOTH, CONTENT, "refuse", ReplyActions::deny),
            ActionSpec.of("tarpit", ActionSpec.REQUEST, CONTENT, "refuse after a while", ReplyActions::tarpit),
            ActionSpec.of("return", ActionSpec.BOTH, CONTENT, "answer", ReplyActions::answer),
            ActionSpec.of("redirect", ActionSpec.BOTH, Redirect.USAGE, "send clients elsewhere", Redirect::parse),
            ActionSpec.of("auth", ActionSpec.REQUEST, "[realm <realm>]", "ask for a password", ReplyActions::auth),
            ActionSpec.of(
                    "use-service",
                    ActionSpec.REQUEST,
                    "<service>",
                    "have the program itself answer",
                    (words, scope) -> {
                        String service = words.next("the name of a service");
                        return transaction -> {
                            transaction.serve(service);
                            return Verdict.ENDED;
                        };
                    }),
            ActionSpec.of("reject", ActionSpec.REQUEST, "", "end the connection", (words, scope) -> t -> {
                t.drop(false);
                return Verdict.ENDED;
            }),
            ActionSpec.of(
                    "silent-drop",
                    ActionSpec.BOTH,
                    "[rst-ttl <hops>]",
                    "end the connection without telling the client",
                    ReplyActions::silentDrop),
            ActionSpec.of(
                    "early-hint",
                    ActionSpec.REQUEST,
                    "<name> <format>",
                    "tell the client what it will need",
                    ReplyActions::hint));

    private ReplyActions() {}

    private static Action deny(Words words, RuleScope scope) throws SampleException {
        int status = scope.stage() == Stage.REQUEST ? 403 : 502;
        ReplyTemplate template = ReplyTemplate.parse(words, scope, status, true);
        return transaction -> {
            transaction.answer(template.render(transaction), Manner.DENIED);
            return Verdict.ENDED;
        };
    }

    private static Action tarpit(Words words, RuleScope scope) throws SampleException {
        ReplyTemplate template = ReplyTemplate.parse(words, scope, 500, true);
        return transaction -> {
            long left = transaction.tarpitMillis() - Math.max(0, transaction.waitedMillis());
            if (left > 0) {
                transaction.waitFor(left, false);
                return Verdict.WAIT;
            }
            transaction.answer(template.render(transaction), Manner.TARPITTED);
            return Verdict.ENDED;
        };
    }

    private static Action answer(Words words, RuleScope scope) throws SampleException {
        ReplyTemplate template = ReplyTemplate.parse(words, scope, 200, false);
        return transaction -> {
            transaction.answer(template.render(transaction), Manner.RETURNED);
            return Verdict.ENDED;
        };
    }

    private static Action auth(Words words, RuleScope scope) throws SampleException {
        String realm = words.accept("realm") ? words.next("a realm") : "";
        if (realm.indexOf('"') >= 0 || realm.chars().anyMatch(c -> c < ' ')) {
            throw words.bad("cannot have '" + realm + "' as its realm");
        }
        return transaction -> {
            String name = realm.isEmpty() ? transaction.proxyName() : realm;
            // A proxy that is asked as such says so with other words than a site.
            boolean proxied = ProxyCredentials.areAskedFor(transaction.samples());
            String field = (proxied ? "proxy-authenticate" : "www-authenticate") + ": Basic realm=\"" + name + "\"\r\n";
            byte[] line = field.getBytes(StandardCharsets.ISO_8859_1);
            transaction.answer(Answer.usual(proxied ? 407 : 401, line), Manner.RETURNED);
            return Verdict.ENDED;
        };
    }

    private static Action silentDrop(Words words, RuleScope scope) throws SampleException {
        SilentDrop drop = words.accept("rst-ttl")
                ? SilentDrop.reset(words.hasNext() ? words.next("a number of hops") : "")
                : SilentDrop.QUIET;
        return transaction -> {
            drop.prepare(transaction.samples());
            transaction.drop(true);
            return Verdict.ENDED;
        };
    }

    private static Action hint(Words words, RuleScope scope) throws SampleException {
        String name = words.next("the name of a header field");
        LogFormat format = words.format("a format", scope.samples(), LogFormat.Style.HTTP);
        return transaction -> {
            String line = name.toLowerCase(Locale.ROOT) + ": " + Formats.text(format, transaction) + "\r\n";
            transaction.hint(103, line.getBytes(StandardCharsets.ISO_8859_1));
            return Verdict.CONTINUE;
        };
    }
}

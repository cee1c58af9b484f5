package dev.sluice.proxy.action;

import dev.sluice.config.CaptureSpec;
import dev.sluice.config.ErrorRule;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.keyword.ErrorKeywords;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import dev.sluice.proxy.rule.CheckScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What this package adds to the configuration language: the actions of rules, and answers put together. */
public final class ActionKeywords {
    private static final String REQUEST_LATER = "send-spoe-group set-bandwidth-limit";

    private static final String RESPONSE_LATER = "send-spoe-group set-bandwidth-limit";

    private static final String SERVICE = "use-service";

    /** A keyword for each of them. */
    public static final List<Keyword> ALL = join();

    private ActionKeywords() {}

    private static List<Keyword> join() {
        List<Keyword> all = new ArrayList<>();
        for (ActionSpec action : Actions.all()) {
            if (action.name().equals(SERVICE)) {
                // Which services there are is known to those who declare them.
                continue;
            }
            Set<Place> places = EnumSet.noneOf(Place.class);
            action.stages().forEach(stage -> places.add(stage.place()));
            Keyword.Draft draft = Keyword.of(action.name(), action.usage(), places, action.documentation());
            all.add(
                    action.without().isEmpty()
                            ? draft.effective(
                                    action.experimental() ? ActionKeywords::experimental : ActionKeywords::check)
                            : draft.withoutEffect(action.without(), ActionKeywords::check));
        }
        later(all, Place.HTTP_REQUEST, REQUEST_LATER);
        later(all, Place.HTTP_RESPONSE, RESPONSE_LATER);
        all.add(Keyword.of("http-error", "status <status> [...]", Place.PROXIES, "an answer put together for an error")
                .effective(ActionKeywords::httpError));
        return List.copyOf(all);
    }

    private static CheckScope checking(Line line) {
        return CheckScope.of(line, Layer.Stage.REQUEST);
    }

    private static void later(List<Keyword> all, Place place, String names) {
        for (String name : names.split("\\s+", -1)) {
            all.add(Keyword.of(name, "...", Set.of(place), "").notYet());
        }
    }

    private static void experimental(Line line) throws BadLineException {
        if (line.global(GlobalSettings.EXPERIMENTAL) == GlobalSettings.Experiments.HIDDEN) {
            throw line.bad("'" + line.keyword()
                    + "' action is experimental, must be allowed via a global 'expose-experimental-directives'");
        }
        line.global(GlobalSettings.EXPERIMENTAL, GlobalSettings.Experiments.USED);
        check(line);
    }

    /** Takes the words of an action, which stay for whoever compiles the rule. */
    private static void check(Line line) throws BadLineException {
        Stage stage = Stage.of(line.place());
        List<String> rest = line.rest();
        Words words = new Words(line.keywordAsWritten(), rest, line.location());
        try {
            Action unused =
                    Actions.compile(words, new RuleScope(stage, checking(line), Map.of(), CapturePlaces.none()));
        } catch (SampleException e) {
            throw line.bad(e.text());
        }
        if (words.action().equals("capture")) {
            declare(line, rest.subList(0, words.taken()));
        }
        for (int i = words.taken(); i < rest.size(); i++) {
            line.back();
        }
    }

    /** A rule that says how much it keeps declares the place for it. */
    private static void declare(Line line, List<String> words) throws BadLineException {
        int said = words.size() - 2;
        if (said < 0 || !words.get(said).equals("len")) {
            return;
        }
        if (line.place() != Place.HTTP_REQUEST) {
            throw line.bad("'capture' only supports 'len' in 'http-request' rules.");
        }
        int length = Integer.parseInt(words.get(said + 1));
        line.append(ProxySettings.CAPTURES, new CaptureSpec(true, CaptureSpec.Origin.HTTP_RULE, "", length));
    }

    private static void httpError(Line line) throws BadLineException {
        List<String> rest = line.rest();
        ReplyTemplate template;
        try {
            RuleScope scope = new RuleScope(Stage.REQUEST, checking(line), Map.of(), CapturePlaces.none());
            template = ReplyTemplate.parse(new Words("http-error", rest, line.location()), scope, 0, false);
        } catch (SampleException e) {
            throw line.bad(e.text());
        }
        if (!ErrorKeywords.STATUSES.contains(template.status())) {
            throw line.bad("'http-error' expects 'status' and one that the program itself answers.");
        }
        line.append(
                ProxySettings.ERRORS,
                new ErrorRule("http-error", Set.of(template.status()), null, "", rest, line.location()));
    }
}

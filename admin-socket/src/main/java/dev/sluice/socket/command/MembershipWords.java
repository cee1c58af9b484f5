package dev.sluice.socket.command;

import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Keyword.Status;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.Place;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.backend.AddBackend;
import dev.sluice.operation.backend.DelBackend;
import dev.sluice.operation.backend.PublishBackend;
import dev.sluice.operation.backend.ShowDefaults;
import dev.sluice.operation.backend.UnpublishBackend;
import dev.sluice.operation.frontend.AddBind;
import dev.sluice.operation.frontend.AddFrontend;
import dev.sluice.operation.frontend.DelBind;
import dev.sluice.operation.frontend.DelFrontend;
import dev.sluice.operation.server.AddServer;
import dev.sluice.operation.server.AddServerHelp;
import dev.sluice.operation.server.DefaultServer;
import dev.sluice.operation.server.DelServer;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.ShowDefaultServers;
import java.util.List;

/** How servers and backends are added and taken out. */
public final class MembershipWords {
    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            Spoken.as(
                            AddServer.class,
                            "add server",
                            "<bk>/<srv> <address> [from <origin>] [<keyword>]* | help",
                            "add a server, in maintenance and unchecked",
                            (words, speaker) -> Parsed.of(addServer(words)))
                    .also(List.of(AddServerHelp.class))
                    .told(MembershipWords::keywords),
            Spoken.as(
                    DelServer.class,
                    "del server",
                    "<bk>/<srv>",
                    "take out a server that is in maintenance",
                    (words, speaker) -> Parsed.of(new DelServer(ServerRef.parse(words.at(0))))),
            Spoken.as(
                            ShowDefaultServers.class,
                            "show default-server",
                            "[<backend>]",
                            "list what servers can be added from",
                            (words, speaker) -> Parsed.of(new ShowDefaultServers(words.at(0))))
                    .told(MembershipWords::defaultServers),
            Spoken.as(
                    AddBackend.class,
                    "add backend",
                    "<name> from <defaults> [mode tcp|http] [guid <guid>]",
                    "add a backend, unpublished and without servers",
                    (words, speaker) -> Parsed.of(addBackend(words))),
            Spoken.as(
                    DelBackend.class,
                    "del backend",
                    "<backend>",
                    "take out an unpublished backend without servers",
                    (words, speaker) -> words.at(1).isEmpty()
                            ? Parsed.of(new DelBackend(words.at(0)))
                            : Parsed.refused(Reason.BAD_ARGUMENT, "Usage: del backend <name>.")),
            Spoken.as(
                    PublishBackend.class,
                    "publish backend",
                    "<backend>",
                    "have rules choose a backend",
                    (words, speaker) -> Parsed.of(new PublishBackend(words.at(0)))),
            Spoken.as(
                    UnpublishBackend.class,
                    "unpublish backend",
                    "<backend>",
                    "have no rule choose a backend",
                    (words, speaker) -> Parsed.of(new UnpublishBackend(words.at(0)))),
            Spoken.as(
                    AddFrontend.class,
                    "add frontend",
                    "<name> from <defaults> [<keyword>]*",
                    "add a frontend that listens nowhere yet",
                    (words, speaker) -> addFrontend(words)),
            Spoken.as(
                    DelFrontend.class,
                    "del frontend",
                    "<frontend>",
                    "take out a frontend that is disabled or shut down",
                    (words, speaker) -> Parsed.of(new DelFrontend(words.at(0)))),
            Spoken.as(
                    AddBind.class,
                    "add bind",
                    "<frontend> <address> [<keyword>]*",
                    "have a frontend listen elsewhere too",
                    (words, speaker) ->
                            Parsed.of(new AddBind(words.at(0), words.from(1).list()))),
            Spoken.as(
                    DelBind.class,
                    "del bind",
                    "<frontend> <listener>",
                    "have a frontend listen on an address no more",
                    (words, speaker) -> Parsed.of(new DelBind(words.at(0), words.at(1)))),
            Spoken.as(
                            ShowDefaults.class,
                            "show defaults",
                            "",
                            "list the defaults sections that backends can be added from",
                            (words, speaker) -> Parsed.of(new ShowDefaults()))
                    .told((outcome, words, speaker) ->
                            new Reply.Dump(Lines.of("", Values.rows(outcome, String.class), name -> name + "\n"))));

    private MembershipWords() {}

    private static dev.sluice.operation.Operation addServer(Words words) {
        return words.at(0).equals("help")
                ? new AddServerHelp()
                : new AddServer(ServerRef.parse(words.at(0)), words.from(1).list());
    }

    private static Reply keywords(Outcome outcome, Words words, Speaker speaker) {
        Keywords all = Values.of(outcome, Keywords.class);
        StringBuilder text = new StringBuilder("List of keywords supported for dynamic server:");
        all.in(Place.SERVER).stream()
                .filter(keyword -> keyword.isDynamic() && keyword.status() != Status.NOT_YET)
                .map(Keyword::name)
                .sorted()
                .forEach(name -> text.append('\n').append(name));
        return Reply.data(text.toString());
    }

    private static Reply defaultServers(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of("", Values.rows(outcome, DefaultServer.class), MembershipWords::line));
    }

    private static String line(DefaultServer server) {
        return server.name().isEmpty()
                ? "* " + server.backend() + "\n"
                : "  " + server.backend() + "/" + server.name() + "\n";
    }

    private static Parsed addFrontend(Words words) {
        if (words.at(0).isEmpty()) {
            return Parsed.refused(Reason.MISSING_ARGUMENT, "Require frontend name.");
        }
        return words.at(1).equals("from") && !words.at(2).isEmpty()
                ? Parsed.of(
                        new AddFrontend(words.at(0), words.at(2), words.from(3).list()))
                : Parsed.refused(Reason.MISSING_ARGUMENT, "Usage: add frontend <name> from <defproxy> [<keyword>...].");
    }

    private static AddBackend addBackend(Words words) {
        String defaults = words.at(1).equals("from") ? words.at(2) : "";
        return new AddBackend(words.at(0), defaults, words.from(3).list());
    }
}

package dev.sluice.socket.command;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.counters.ClearServerCounters;
import dev.sluice.operation.server.AddressArgument;
import dev.sluice.operation.server.AgentWord;
import dev.sluice.operation.server.DisableAgent;
import dev.sluice.operation.server.DisableHealth;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableAgent;
import dev.sluice.operation.server.EnableHealth;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.GetWeight;
import dev.sluice.operation.server.HealthWord;
import dev.sluice.operation.server.MaxconnArgument;
import dev.sluice.operation.server.PortArgument;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAddress;
import dev.sluice.operation.server.SetServerAgent;
import dev.sluice.operation.server.SetServerAgentAddress;
import dev.sluice.operation.server.SetServerAgentPort;
import dev.sluice.operation.server.SetServerAgentSend;
import dev.sluice.operation.server.SetServerCheckAddress;
import dev.sluice.operation.server.SetServerCheckPort;
import dev.sluice.operation.server.SetServerFqdn;
import dev.sluice.operation.server.SetServerHealth;
import dev.sluice.operation.server.SetServerMaxconn;
import dev.sluice.operation.server.SetServerName;
import dev.sluice.operation.server.SetServerSsl;
import dev.sluice.operation.server.SetServerState;
import dev.sluice.operation.server.SetServerUnknown;
import dev.sluice.operation.server.SetServerWeight;
import dev.sluice.operation.server.ShowServersConnections;
import dev.sluice.operation.server.ShowServersState;
import dev.sluice.operation.server.ShutdownServerSessions;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.operation.server.WeightInfo;
import java.util.List;
import java.util.function.Function;

/** How operations on servers are said. */
public final class ServerWords {
    private static final String SERVER = "<bk>/<srv>";

    /** All of them. */
    public static final List<Spoken<?>> ALL = List.of(
            onServer(DisableServer.class, "disable server", "put a server into maintenance", DisableServer::new),
            onServer(EnableServer.class, "enable server", "end a server's maintenance or draining", EnableServer::new),
            onServer(DisableHealth.class, "disable health", "stop a server's health checks", DisableHealth::new),
            onServer(EnableHealth.class, "enable health", "resume a server's health checks", EnableHealth::new),
            onServer(DisableAgent.class, "disable agent", "stop a server's agent checks", DisableAgent::new),
            onServer(EnableAgent.class, "enable agent", "resume a server's agent checks", EnableAgent::new),
            onServer(
                            ShutdownServerSessions.class,
                            "shutdown sessions server",
                            "cut all sessions of a server",
                            ShutdownServerSessions::new)
                    .told((outcome, words, speaker) -> Reply.OK),
            onServer(GetWeight.class, "get weight", "tell a server's present and initial weight", GetWeight::new)
                    .told(ServerWords::weight),
            Spoken.as(
                    SetServerWeight.class,
                    "set weight",
                    SERVER + " <weight>[%]",
                    "change a server's weight, as a number or relative to the initial one",
                    (words, speaker) ->
                            Parsed.of(new SetServerWeight(server(words), WeightArgument.parse(words.at(1))))),
            Spoken.as(
                    SetServerMaxconn.class,
                    "set maxconn server",
                    SERVER + " <limit>",
                    "change how many requests a server gets at once",
                    (words, speaker) ->
                            Parsed.of(new SetServerMaxconn(server(words), MaxconnArgument.parse(words.at(1))))),
            Spoken.as(
                            SetServerState.class,
                            "set server",
                            SERVER + " <what> [<value>]*",
                            "change a server's state, weight, health, agent or address",
                            (words, speaker) -> Parsed.of(setServer(words)))
                    .also(List.of(
                            SetServerWeight.class,
                            SetServerHealth.class,
                            SetServerAgent.class,
                            SetServerAddress.class,
                            SetServerCheckAddress.class,
                            SetServerCheckPort.class,
                            SetServerAgentAddress.class,
                            SetServerAgentPort.class,
                            SetServerAgentSend.class,
                            SetServerName.class,
                            SetServerFqdn.class,
                            SetServerSsl.class,
                            SetServerUnknown.class)),
            Spoken.as(
                    ClearServerCounters.class,
                    "clear counters server",
                    SERVER + " [force]",
                    "set a server's counters to zero",
                    (words, speaker) -> Parsed.of(new ClearServerCounters(server(words), false))),
            Spoken.as(
                            ShowServersState.class,
                            "show servers state",
                            "[<backend>]",
                            "list servers with their state, as a server-state-file takes it",
                            (words, speaker) -> Parsed.of(new ShowServersState(words.at(0))))
                    .told(ServersText::state)
                    .shaped(ServersText::stateValues),
            Spoken.as(
                            ShowServersConnections.class,
                            "show servers conn",
                            "[<backend>]",
                            "list servers with their connections",
                            (words, speaker) -> Parsed.of(new ShowServersConnections(words.at(0))))
                    .told(ServersText::connections)
                    .shaped(ServersText::connectionValues));

    private ServerWords() {}

    private static <O extends Operation> Spoken<O> onServer(
            Class<O> type, String keyword, String summary, Function<ServerRef, O> operation) {
        return Spoken.as(type, keyword, SERVER, summary, (words, speaker) -> Parsed.of(operation.apply(server(words))));
    }

    private static ServerRef server(Words words) {
        return ServerRef.parse(words.at(0));
    }

    private static Operation setServer(Words words) {
        ServerRef server = server(words);
        String value = words.at(2);
        return switch (words.at(1)) {
            case "state" -> new SetServerState(server, SetServerState.parse(value));
            case "weight" -> new SetServerWeight(server, WeightArgument.parse(value));
            case "health" -> new SetServerHealth(server, HealthWord.parse(value));
            case "agent" -> new SetServerAgent(server, AgentWord.parse(value));
            case "addr" -> new SetServerAddress(server, address(words));
            case "check-addr" -> new SetServerCheckAddress(server, checkAddress(words));
            case "check-port" -> new SetServerCheckPort(server, PortArgument.parse("check-port", value));
            case "agent-addr" -> new SetServerAgentAddress(server, checkAddress(words));
            case "agent-port" -> new SetServerAgentPort(server, PortArgument.parse("agent-port", value));
            case "agent-send" -> new SetServerAgentSend(server, value);
            case "name" -> new SetServerName(server, value);
            case "fqdn" -> new SetServerFqdn(server, value);
            case "ssl" -> new SetServerSsl(server, value);
            default -> new SetServerUnknown(server, words.at(1));
        };
    }

    private static Checked<AddressArgument> checkAddress(Words words) {
        return PortArgument.address(words.at(1), words.at(2), words.at(3).equals("port") ? words.at(4) : "");
    }

    private static Checked<AddressArgument> address(Words words) {
        return AddressArgument.parse(words.at(2), words.at(3).equals("port") ? words.at(4) : null);
    }

    private static Reply weight(Outcome outcome, Words words, Speaker speaker) {
        WeightInfo info = Values.of(outcome, WeightInfo.class);
        return Reply.data(info.current() + " (initial " + info.initial() + ")");
    }
}

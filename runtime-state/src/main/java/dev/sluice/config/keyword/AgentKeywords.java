package dev.sluice.config.keyword;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.parse.Keyword;
import java.util.List;

/** What a {@code server} line says of its agent, a program that answers for the server. */
final class AgentKeywords {
    private static final int PORT_MAX = 65_535;

    static final List<Keyword> ALL = List.of(
            ServerKeywords.flag("agent-check", "ask an agent how the server is", ServerSettings.AGENT_CHECK, true),
            ServerKeywords.flag("no-agent-check", "do not", ServerSettings.AGENT_CHECK, false)
                    .notDynamic(),
            ServerKeywords.set(
                    "agent-port",
                    "<port>",
                    "where the agent listens",
                    Forms.number(ServerSettings.AGENT_PORT, 0, PORT_MAX)),
            ServerKeywords.set(
                    "agent-addr",
                    "<address>",
                    "where the agent is, if not with the server",
                    line -> ServerKeywords.address(line, ServerSettings.AGENT_ADDR)),
            ServerKeywords.set(
                    "agent-inter",
                    "<time>",
                    "time between two questions",
                    Forms.positiveTime(ServerSettings.AGENT_INTER)),
            ServerKeywords.set(
                    "agent-send",
                    "<text>",
                    "what the agent is asked",
                    Forms.word(ServerSettings.AGENT_SEND, "a text")));

    private AgentKeywords() {}
}

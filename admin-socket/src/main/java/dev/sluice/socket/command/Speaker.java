package dev.sluice.socket.command;

import dev.sluice.operation.Events;
import dev.sluice.operation.Operations;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.ProcessFacts;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who says a command: the connection and what it looks at while it parses and renders. Confined to the connection's event loop. */
public interface Speaker {
    /** What the connection has chosen for itself. */
    Session session();

    /** What it can say. */
    Vocabulary vocabulary();

    /** The state, for renderers that walk it. */
    RuntimeState state();

    /** What surrounds the state, for {@code show info}. */
    ProcessFacts facts();

    /** The newest changes. */
    Events events();

    /** The time. */
    Clock clock();

    /** All operations, for permission. */
    Operations operations();

    /** All connections of all admin sockets, for {@code show sess}. */
    List<AdminConnection> connections();

    /** Completes when the client has closed its side or has been silent too long, so that waiting is over. */
    CompletionStage<?> leaving();

    /** Says that the prompt's meaning was asked for: the usage text of {@code prompt} on this kind of connection. */
    String promptUsage();
}

package dev.sluice.socket.master;

import dev.sluice.operation.Events;
import dev.sluice.operation.Operations;
import dev.sluice.socket.command.AdminConnection;
import dev.sluice.socket.command.Session;
import dev.sluice.socket.command.Speaker;
import dev.sluice.socket.command.Vocabulary;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.ProcessFacts;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The master's connection as it talks to the worker: with a session of its own. */
record WorkerSpeaker(Speaker master, Session session, Vocabulary vocabulary, String promptUsage) implements Speaker {
    @Override
    public RuntimeState state() {
        return master.state();
    }

    @Override
    public ProcessFacts facts() {
        return master.facts();
    }

    @Override
    public Events events() {
        return master.events();
    }

    @Override
    public Clock clock() {
        return master.clock();
    }

    @Override
    public Operations operations() {
        return master.operations();
    }

    @Override
    public List<AdminConnection> connections() {
        return master.connections();
    }

    @Override
    public CompletionStage<?> leaving() {
        return master.leaving();
    }
}

package dev.sluice.proxy.http;

import dev.sluice.proxy.compress.Encoders;
import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Frontend;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the HTTP sessions of one worker share. */
final class HttpSite {
    private final Shard shard;
    private final Worker worker;
    private final HttpPlans plans;
    private final TrafficLog log;
    private final StreamBuffer out;
    private final Map<Admission, HttpEntry> entries = new IdentityHashMap<>();
    private final Set<Http2Client> connections = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Sample sample = new Sample();
    private final TextOutput text;
    private String lastName = "";
    private String lastKey = ServerWishes.ENCRYPTED;
    private @Nullable Encoders encoders;
    private @Nullable RequestGuess guess;
    private @Nullable Inbox borrower;
    private @Nullable HttpClient firstIdle;

    HttpSite(Shard shard, HttpPlans plans, TrafficLog log) {
        this.shard = shard;
        this.worker = shard.worker();
        this.plans = plans;
        this.log = log;
        this.out = worker.buffer();
        this.text = new TextOutput(worker.bufferSize());
    }

    Shard shard() {
        return shard;
    }

    Worker worker() {
        return worker;
    }

    HttpPlans plans() {
        return plans;
    }

    TrafficLog log() {
        return log;
    }

    /** A sample to evaluate with. */
    Sample sample() {
        return sample;
    }

    /** Room to put text together. */
    TextOutput text() {
        return text;
    }

    /** What one listener's clients share here. */
    HttpEntry entry(Admission admission) {
        HttpEntry known = entries.get(admission);
        if (known == null) {
            known = new HttpEntry(this, admission);
            entries.put(admission, known);
        }
        return known;
    }

    /** What tells requests from other bytes. */
    RequestGuess guess() {
        RequestGuess known = guess;
        if (known == null) {
            known = new RequestGuess(plans.headersMax());
            guess = known;
        }
        return known;
    }

    /** What bodies are compressed by. */
    Encoders encoders() {
        Encoders known = encoders;
        if (known == null) {
            known = new Encoders(shard.process());
            encoders = known;
        }
        return known;
    }

    /** Memory to compose a message in; holds nothing. */
    StreamBuffer out() {
        out.clear();
        return out;
    }

    /** The connections that speak HTTP/2. */
    Set<Http2Client> connections() {
        return connections;
    }

    /** Lends the scratch memory for the rest of the turn, if it is free. */
    boolean borrow(Inbox inbox) {
        if (borrower != null) {
            return false;
        }
        borrower = inbox;
        return true;
    }

    void returned(Inbox inbox) {
        assert borrower == inbox : "not the borrower";
        borrower = null;
    }

    /** A client waits for its next request. */
    void idle(HttpClient client) {
        HttpClient before = firstIdle;
        client.nextIdle = before;
        if (before != null) {
            before.previousIdle = client;
        }
        firstIdle = client;
    }

    /** A client does not wait any more. */
    void busy(HttpClient client) {
        HttpClient before = client.previousIdle;
        HttpClient after = client.nextIdle;
        if (before == null) {
            firstIdle = after;
        } else {
            before.nextIdle = after;
        }
        if (after != null) {
            after.previousIdle = before;
        }
        client.previousIdle = null;
        client.nextIdle = null;
    }

    /** The key of encrypted connections that differ in a name alone; most requests ask for the one that was asked for last. */
    String encryptedKey(String name) {
        if (!name.equals(lastName)) {
            lastName = name;
            lastKey = ServerWishes.ENCRYPTED + name;
        }
        return lastKey;
    }

    /** Ends all connections of clients that wait for their next request; of one frontend, or of all where null. Returns their number. */
    int closeIdle(@Nullable Frontend of) {
        if (of != null) {
            entries.values().removeIf(entry -> entry.frontend() == of); // Busy clients hold theirs to their end.
        }
        int closed = 0;
        for (Http2Client each : List.copyOf(connections)) {
            closed += isMeant(each.entry(), of) ? each.drain() : 0;
        }
        HttpClient next = firstIdle;
        while (next != null) {
            HttpClient each = next;
            next = each.nextIdle;
            if (isMeant(each.entry(), of)) {
                each.close();
                closed++;
            }
        }
        return closed;
    }

    private static boolean isMeant(HttpEntry entry, @Nullable Frontend of) {
        return of == null ? !entry.plan().departure.awaitsLastRequest : entry.frontend() == of;
    }

    /** Ends a turn: every entry from a wire or timer calls it last. */
    void settle() {
        Inbox inbox = borrower;
        if (inbox != null) {
            inbox.settle();
        }
    }
}

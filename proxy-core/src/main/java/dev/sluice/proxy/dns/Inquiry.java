package dev.sluice.proxy.dns;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ResolversSpec;
import dev.sluice.state.Clock;
import dev.sluice.state.NameReports;
import dev.sluice.state.NameServerCounter;
import dev.sluice.state.RuntimeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends queries, and understands what comes back. Confined to the resolver's thread. */
final class Inquiry implements AutoCloseable {
    private static final int IDS = 65_536;
    private static final int ANSWER_MAX = 65_535;

    private final RuntimeState state;
    private final Clock clock;
    private final Families families;
    private final Selector selector;
    private final Assignment assignment;
    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer buffer = ByteBuffer.allocate(ANSWER_MAX);
    private final Map<Integer, Resolution> running = new HashMap<>();
    private final Map<String, List<NameServerLink>> links = new HashMap<>();

    Inquiry(RuntimeState state, Clock clock, NameReports reports, Selector selector, Assignment.Follower follower) {
        this.state = state;
        this.clock = clock;
        this.families = new Families(clock);
        this.selector = selector;
        this.assignment = new Assignment(reports, follower);
    }

    /** From now on these are asked. */
    void sections(List<ResolversSpec> sections) {
        close();
        for (ResolversSpec section : sections) {
            List<NameServerLink> asked = new ArrayList<>();
            for (ResolversSpec.NameServer server : section.nameServers()) {
                asked.add(
                        new NameServerLink(section, server, state.nameServer(section.name(), server.name()), selector));
            }
            links.put(section.name(), asked);
        }
    }

    @Override
    public void close() {
        links.values().forEach(each -> each.forEach(NameServerLink::close));
        links.clear();
        running.clear();
    }

    /** Waits for answers, no longer than this. */
    void await(long millis) {
        try {
            selector.select(this::readable, millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readable(SelectionKey key) {
        NameServerLink link = (NameServerLink) key.attachment();
        for (ByteBuffer answer = link.receive(buffer); answer != null; answer = link.receive(buffer)) {
            answered(link, answer);
        }
    }

    /** The time of a resolution has come: to begin anew, or because nobody answered. */
    void goOn(Resolution resolution) {
        if (!resolution.isRunning()) {
            resolution.triesLeft = resolution.spec.retries();
            resolution.startedMillis = clock.millis();
            resolution.failure = Resolution.Failure.TIMEOUT;
            begin(resolution);
            return;
        }
        resolution.waitingFor.forEach(link -> link.count(NameServerCounter.TIMEOUT));
        resolution.triesLeft--;
        if (resolution.triesLeft > 0) {
            begin(resolution);
        } else {
            fail(resolution, Resolution.Failure.TIMEOUT);
        }
    }

    private void begin(Resolution resolution) {
        resolution.bothAsked = false;
        resolution.type = resolution.key.service() ? Message.SRV : resolution.prefersIpv4() ? Message.A : Message.AAAA;
        if (!isAccepted(resolution.type)) {
            resolution.type = other(resolution);
            resolution.bothAsked = true;
        }
        ask(resolution);
    }

    private static int other(Resolution resolution) {
        return resolution.type == Message.A ? Message.AAAA : Message.A;
    }

    private boolean isAccepted(int type) {
        return families.accept(type, state.configuration().global().get(GlobalSettings.ACCEPTED_FAMILIES));
    }

    private void ask(Resolution resolution) {
        // Who is slow may still answer what was asked first.
        boolean again = resolution.isRunning() && resolution.askedType == resolution.type;
        int before = resolution.queryId;
        end(resolution);
        int id = again ? before : freeId();
        resolution.askedType = resolution.type;
        ByteBuffer query = Message.query(id, resolution.key.name(), resolution.type, resolution.spec.payloadSize());
        if (query == null) {
            fail(resolution, Resolution.Failure.OTHER);
            return;
        }
        resolution.queryId = id;
        running.put(id, resolution);
        for (NameServerLink link : links.getOrDefault(resolution.spec.name(), List.of())) {
            if (link.send(query)) {
                resolution.waitingFor.add(link);
            }
        }
        resolution.dueMillis = clock.millis() + resolution.spec.retryMillis();
    }

    /** Numbers nobody can guess are what keeps strangers from answering. */
    private int freeId() {
        int id = random.nextInt(IDS);
        while (running.containsKey(id)) {
            id = random.nextInt(IDS);
        }
        return id;
    }

    /** Takes no answer any more. */
    void end(Resolution resolution) {
        if (resolution.isRunning()) {
            running.remove(resolution.queryId);
        }
        resolution.stop();
    }

    private void answered(NameServerLink link, ByteBuffer bytes) {
        if (bytes.remaining() > link.section().payloadSize()) {
            link.count(NameServerCounter.TOO_BIG);
            return;
        }
        Answer answer = Message.answer(bytes);
        if (answer == null) {
            link.count(NameServerCounter.INVALID);
            return;
        }
        Resolution resolution = running.get(answer.id());
        if (resolution == null || !resolution.waitingFor.remove(link)) {
            link.count(NameServerCounter.OUTDATED);
            return;
        }
        boolean ours = answer.name().equals(resolution.key.name().toLowerCase(Locale.ROOT))
                && answer.type() == resolution.type;
        if (!ours) {
            link.count(NameServerCounter.INVALID);
            return;
        }
        Resolution.@Nullable Failure failure = judge(link, answer);
        if (failure == null) {
            succeed(resolution, link, answer);
        } else {
            resolution.failure = failure;
            failedAt(resolution);
        }
    }

    private static Resolution.@Nullable Failure judge(NameServerLink link, Answer answer) {
        if (answer.truncated()) {
            link.count(NameServerCounter.TRUNCATED);
            return Resolution.Failure.OTHER;
        }
        switch (answer.code()) {
            case 0 -> {
                if (answer.isEmpty()) {
                    link.count(answer.aliases() > 0 ? NameServerCounter.CNAME : NameServerCounter.ANY_ERROR);
                    return Resolution.Failure.OTHER;
                }
                link.count(NameServerCounter.VALID);
                return null;
            }
            case Answer.NO_SUCH_NAME -> {
                link.count(NameServerCounter.NO_SUCH_NAME);
                return Resolution.Failure.NO_SUCH_NAME;
            }
            case Answer.REFUSED -> {
                link.count(NameServerCounter.REFUSED);
                return Resolution.Failure.REFUSED;
            }
            default -> {
                link.count(NameServerCounter.OTHER);
                return Resolution.Failure.OTHER;
            }
        }
    }

    private void succeed(Resolution resolution, NameServerLink link, Answer answer) {
        end(resolution);
        if (resolution.once != null) {
            resolution.once.accept(answer.hosts());
            return;
        }
        resolution.lastValidMillis = clock.millis();
        rest(resolution);
        if (assignment.apply(resolution, answer, link.name(), clock.millis())) {
            link.count(NameServerCounter.UPDATE);
        }
    }

    /** One name server has nothing to offer: the others may, then the other family may. */
    private void failedAt(Resolution resolution) {
        if (!resolution.waitingFor.isEmpty()) {
            return;
        }
        if (!resolution.key.service() && !resolution.bothAsked && isAccepted(other(resolution))) {
            resolution.bothAsked = true;
            resolution.type = other(resolution);
            ask(resolution);
        } else if (resolution.once == null || resolution.triesLeft <= 1) {
            fail(resolution, resolution.failure);
        }
    }

    private void fail(Resolution resolution, Resolution.Failure failure) {
        end(resolution);
        if (resolution.once != null) {
            resolution.once.accept(List.of());
            return;
        }
        rest(resolution);
        if (clock.millis() - resolution.lastValidMillis >= failure.hold(resolution.spec.hold())) {
            assignment.lost(resolution, failure.cause());
        }
    }

    private void rest(Resolution resolution) {
        resolution.dueMillis = Math.max(clock.millis() + 1, resolution.startedMillis + resolution.spec.resolveMillis());
    }
}

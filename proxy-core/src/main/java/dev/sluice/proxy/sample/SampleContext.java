package dev.sluice.proxy.sample;

import dev.sluice.config.Location;
import dev.sluice.config.LogStep;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Backend;
import dev.sluice.state.Clock;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Server;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What fetches and converters read. What is absent is null, and fetches that need it find no value. Sessions keep one for all of their
 * evaluations; this class alone is a context without traffic.
 */
public class SampleContext {
    private final Scratch scratch;
    private final Clock clock;
    private final ProcessState process;
    private final Sample tested = new Sample();
    private boolean patient;
    private boolean settled;
    private @Nullable CompletionStage<?> awaited;
    private @Nullable CompletableFuture<Optional<byte[]>> asked;
    private int askedBy;
    private @Nullable Location lastRule;
    private @Nullable Location waitingRule;

    /** A context of a worker, or of the thread that owns {@code scratch}. */
    public SampleContext(Scratch scratch, Clock clock, ProcessState process) {
        this.scratch = scratch;
        this.clock = clock;
        this.process = process;
    }

    /** What tests evaluate into; nobody else uses it. */
    public final Sample tested() {
        return tested;
    }

    /** Says whether fetches may ask for being evaluated again later. */
    public final void canWait(boolean can) {
        patient = can;
    }

    /** For a fetch: whether it may ask for being evaluated again later. */
    public final boolean canWait() {
        return patient;
    }

    /** For a fetch: asks for being evaluated again once something is done. */
    public final void waitFor(CompletionStage<?> stage) {
        awaited = stage;
    }

    /** What a fetch has asked to wait for, or null; forgotten once it was told. */
    public final @Nullable CompletionStage<?> takeAwaited() {
        CompletionStage<?> asked = awaited;
        awaited = null;
        return asked;
    }

    /** Finds addresses of names. */
    public NameLookup names() {
        return NameLookup.NONE;
    }

    /** What a rule has asked for and waits for; null for nothing. */
    public final @Nullable CompletableFuture<Optional<byte[]>> asked() {
        return asked;
    }

    /** Says what that is. */
    public final void asked(@Nullable CompletableFuture<Optional<byte[]>> answer) {
        asked = answer;
    }

    /** Where in its list of rules about content the one is that has asked. */
    public final int askedBy() {
        return askedBy;
    }

    /** Says where. */
    public final void askedBy(int rule) {
        askedBy = rule;
    }

    /** The rule that was the last of its list, as none behind it was looked at; null before there is one. */
    public final @Nullable Location lastRule() {
        return lastRule;
    }

    /** Says which one that is. */
    public final void lastRule(@Nullable Location rule) {
        lastRule = rule;
    }

    /** The rule that has not come to its end, as it waits for something; null for none. */
    public final @Nullable Location waitingRule() {
        return waitingRule;
    }

    /** Says which one that is. */
    public final void waitingRule(@Nullable Location rule) {
        waitingRule = rule;
    }

    /** Memory for the bytes of samples. */
    public final Scratch scratch() {
        return scratch;
    }

    /** The time. */
    public final Clock clock() {
        return clock;
    }

    /** The process. */
    public final ProcessState process() {
        return process;
    }

    /** The worker's number, from 0 on. */
    public int worker() {
        return 0;
    }

    /** The client's connection. */
    public @Nullable ConnectionView client() {
        return null;
    }

    /** Whether what a fetch has found stays as it is, whatever bytes are still to come. */
    public final boolean isSettled() {
        return settled;
    }

    /** See {@link #isSettled()}. */
    public final void settled(boolean now) {
        settled = now;
    }

    /** Whether the stream is read as HTTP, rather than as plain bytes. */
    public boolean isHttp() {
        return false;
    }

    /** The version of HTTP that the client speaks. */
    public int clientMajor() {
        return 1;
    }

    /** What the client's connection is encrypted with; null where it is not. */
    public @Nullable TlsFacts clientTls() {
        return null;
    }

    /** What the server's connection is encrypted with; null where it is not, or there is none. */
    public @Nullable TlsFacts serverTls() {
        return null;
    }

    /** The server's connection, once there is one. */
    public @Nullable Wire serverWire() {
        return null;
    }

    /** Where it came in. */
    public @Nullable Frontend frontend() {
        return null;
    }

    /** The bind line it came in by. */
    public @Nullable Listener listener() {
        return null;
    }

    /** Where it goes, once that is decided. */
    public @Nullable Backend backend() {
        return null;
    }

    /** The server, once one was chosen. */
    public @Nullable Server server() {
        return null;
    }

    /** The HTTP request, once its head is there. */
    public @Nullable MessageView request() {
        return null;
    }

    /** The HTTP response, once its head is there. */
    public @Nullable MessageView response() {
        return null;
    }

    /** Bytes received of the client in TCP mode and not passed on. */
    public @Nullable PayloadView requestBytes() {
        return null;
    }

    /** Bytes received of the server and not passed on, while rules look at them. */
    public @Nullable PayloadView responseBytes() {
        return null;
    }

    /** What rules have set for the request in place of its sections' settings; null where none can. */
    public @Nullable LimitsView limits() {
        return null;
    }

    /** Where in queues it belongs; null where there is nothing to wait for. */
    public @Nullable Priority priority() {
        return null;
    }

    /** Requests that the server's connection has carried, this one included; 0 where there is none. */
    public int serverConnectionUses() {
        return 0;
    }

    /** The cache that the response comes from; empty for none. */
    public String cacheName() {
        return "";
    }

    /** The algorithm that the response is compressed by here; empty for none. */
    public String compression() {
        return "";
    }

    /** What log lines tell. */
    public @Nullable LogView log() {
        return null;
    }

    /** Writes a line now, as a rule asks for; {@code profile} is empty for what each target has. */
    public void log(LogStep step, String profile) {}

    /** What numbers requests here; null for nothing. */
    public @Nullable LogFormat uniqueIdFormat() {
        return null;
    }

    /** What belongs to the client's connection, over all of its requests. */
    public @Nullable Slots session() {
        return null;
    }

    /** What belongs to the request alone. */
    public @Nullable Slots stream() {
        return null;
    }

    /** The variables of a scope; null where there is no such thing. */
    public @Nullable Variables variables(VariableScope scope) {
        return null;
    }

    /** Which direction content rules and payload fetches look at: the response once that is being read. */
    public boolean isResponding() {
        return response() != null || responseBytes() != null;
    }
}

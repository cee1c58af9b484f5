package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.state.PatternChange;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request and its response, as actions deal with it. Confined to its worker. */
public interface Transaction {
    /** What expressions read. */
    SampleContext samples();

    /** A sample to evaluate with; whoever runs next overwrites it. */
    Sample sample();

    /** Room to put text together; whoever runs next overwrites it. */
    TextOutput text();

    /** The head that the running rules are about. */
    HeadEditor head();

    /** The name of the proxy whose rules run. */
    String proxyName();

    /** The head of the request. */
    HeadEditor request();

    /** Answers in place of a server, or of the server's response. */
    void answer(Answer answer, Manner manner);

    /** Ends the connection without an answer; {@code silently} so that the client is not even told. */
    void drop(boolean silently);

    /** Sends an interim response with this status and these lines, to clients that know such. */
    void hint(int status, byte[] lines);

    /** Milliseconds since the running action asked to wait for the first time; -1 before. */
    long waitedMillis();

    /** Asks for the rules to go on after so many milliseconds, or earlier where {@code forBody} and something arrives. */
    void waitFor(long millis, boolean forBody);

    /** Asks for the rules to go on once this is there. */
    void waitFor(CompletionStage<?> answer);

    /**
     * Asks for a change of a map or an ACL.
     *
     * @return whether the rules are to wait for it; not in rules that cannot wait, or where too many changes are waiting
     */
    boolean change(PatternChange change);

    /** How long a client is kept waiting for a refusal. */
    long tarpitMillis();

    /** Bytes of the message's body that are there, up to {@code enough}; -1 where no more will come or fit. */
    int bodyBytes(int enough);

    /** Ends the transaction for want of a body. */
    void bodyMissing();

    /** Ends the transaction as one whose request makes no sense. */
    void malformed();

    /** What rules and logs take for the client's address from now on; null and -1 leave the address or the port as it is. */
    void client(byte @Nullable [] address, int port);

    /** What rules and logs take for the address that the client connected to from now on, likewise. */
    void destination(byte @Nullable [] address, int port);

    /** How important the request is to the log: 0 to 7, or -1 to log nothing. */
    void logLevel(int level);

    /** Sets a timeout of this transaction. */
    void timeout(Timeout which, long millis);

    /** Sets how often a failed attempt to reach a server is repeated. */
    void retries(int count);

    /** Has the request sent to one server at most. */
    void sendOnce();

    /** Whether a change that has no room ends the transaction. */
    void strict(boolean strict);

    /** What caches have to do with it. */
    Kept kept();

    /** Lets a page of the program itself answer. */
    void serve(String service);

    /** Caches, as a transaction sees them. */
    interface Kept {
        /**
         * Answers with what a cache has kept; returns whether it had something. Where it had not, but knows links of an earlier response, the
         * client is told them if that is {@code hinting}.
         */
        boolean use(String cache, boolean hinting);

        /** Has a cache keep the response, as it is now, where that may be done. */
        void store(String cache);
    }

    /** The timeouts that rules can set. */
    enum Timeout {
        CLIENT,
        SERVER,
        TARPIT,
        CONNECT,
        QUEUE,
        TUNNEL
    }
}

package dev.sluice.proxy.sample;

import dev.sluice.config.LogStep;

/** What a log line tells of a session or request beyond what other parts of the context do. Times are milliseconds; -1 where it did not get that far. */
public interface LogView {
    /** When it was accepted, or its request began, on the wall. */
    long beganWallMillis();

    /** Which stream it is, of all of the process. */
    long number();

    /** When the connection was accepted, on the wall. */
    long acceptWallMillis();

    /** Idle before the request ({@code %Ti}). */
    long idleMillis();

    /** Until the head of the request was there ({@code %TR}). */
    long requestMillis();

    /** In queues ({@code %Tw}). */
    long queueMillis();

    /** Connecting ({@code %Tc}). */
    long connectMillis();

    /** Until the head of the response was there ({@code %Tr}). */
    long responseMillis();

    /** All of it, from the request's first byte on ({@code %Ta}). */
    long totalMillis();

    /** Status of the response; -1 for none. */
    int status();

    /** Status of the response as the server sent it; -1 for none. */
    int serverStatus();

    /** Whether it is the first request of its connection. */
    boolean isFirstRequest();

    /** Bytes to the client. */
    long bytesRead();

    /** Bytes from the client. */
    long bytesUploaded();

    /** The termination state, four characters in HTTP mode, two else. */
    String terminationState();

    /** Tries that failed before the last. */
    int retries();

    /** Whether another server was taken. */
    boolean isRedispatched();

    /** Requests served before it in the server's queue. */
    int serverQueue();

    /** Requests served before it in the backend's queue. */
    int backendQueue();

    /** At which step of a request or session the line is written. */
    default LogStep step() {
        return LogStep.ANY;
    }

    /** Whether times and sizes may still grow. */
    default boolean isPartial() {
        return false;
    }

    /** What stands in place of a server's name where there is none. */
    String serverFallback();

    /** The request line as received, without its end; may be empty. */
    byte[] requestLine();

    /** Bytes of the request line. */
    int requestLineLength();
}

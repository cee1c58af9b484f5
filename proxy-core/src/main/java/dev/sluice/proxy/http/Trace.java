package dev.sluice.proxy.http;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.log.LogEntry;
import dev.sluice.proxy.session.Connector;

/** What became of an exchange, for its log line and counters. Times are milliseconds; -1 where it did not get that far. */
final class Trace {
    /** No response, or none that anyone saw. */
    static final int NO_STATUS = -1;

    private static final int CUT_STATUS = 500;

    int status = NO_STATUS;
    /** The same, as the server sent it. */
    int serverStatus = NO_STATUS;

    /** First character of the termination state: who ended it. */
    char cause = '-';
    /** The second one: what was going on. */
    char where = '-';
    /** Nothing is logged: the client repeats the request on another connection. */
    boolean silent;
    /** How important it is to the log. */
    int logLevel = LogEntry.INFO;
    /** What stands in place of a server's name. */
    String serverName = "<NOSRV>";

    /** The step that a line is being written of, or was last. */
    LogStep step = LogStep.ANY;
    /** Whether it was logged, and is not again. */
    boolean logged;
    /** Received of the response when its head was there; -1 before that. */
    long begunBytes = -1;

    long headMillis = -1;
    /** The client was not answered: how long its request took to come is not told. */
    boolean dropped;

    long responseMillis = -1;
    long beganMillis;
    long connectedMillis;
    long queueMillis = -1;
    long connectMillis = -1;

    /** The request is there, and rules are done with it: what they have waited for is part of the time that it took. */
    void judged(long nowMillis) {
        headMillis = nowMillis - beganMillis;
    }

    void begin(long requestStart) {
        status = NO_STATUS;
        serverStatus = NO_STATUS;
        cause = '-';
        where = '-';
        silent = false;
        logLevel = LogEntry.INFO;
        serverName = "<NOSRV>";
        step = LogStep.ANY;
        logged = false;
        begunBytes = -1;
        headMillis = -1;
        dropped = false;
        responseMillis = -1;
        beganMillis = requestStart;
        connectedMillis = 0;
        queueMillis = -1;
        connectMillis = -1;
    }

    /** Whether it is about a request that was understood. */
    boolean isRequest() {
        return headMillis >= 0;
    }

    /** Until the head of the request was there; -1 where that is not told. */
    long requestMillis() {
        return dropped ? -1 : headMillis;
    }

    /** A page of the proxy's own answers. */
    void served(String name) {
        serverName = name;
        ended('L', 'R');
        queueMillis = 0;
        connectMillis = 0;
        responseMillis = 0;
    }

    /** Takes over how long finding a server took, or {@code sinceAsked} where it was still being waited for. */
    void reached(Connector connector, long sinceAsked) {
        boolean queued = connector.phase() == Connector.Phase.QUEUED || where == 'Q';
        queueMillis = queued ? sinceAsked : connector.queueMillis();
        connectMillis = connector.connectMillis();
    }

    /** It was cut by hand or with its server; to HAProxy that is an error of the proxy's while an answer is awaited. */
    void cut(char cause, char where, boolean answered) {
        ended(cause, where);
        status = where == 'H' && !answered ? CUT_STATUS : status;
    }

    /** Says once how it ended; the first to say it is right. */
    void ended(char by, char doing) {
        if (cause == '-') {
            cause = by;
            where = doing;
        }
    }
}

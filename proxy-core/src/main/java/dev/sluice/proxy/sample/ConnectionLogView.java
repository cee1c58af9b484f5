package dev.sluice.proxy.sample;

/** What a log line tells of a connection whose bytes nobody reads as requests. */
public interface ConnectionLogView extends LogView {
    @Override
    default long idleMillis() {
        return 0;
    }

    @Override
    default long responseMillis() {
        return -1;
    }

    @Override
    default int serverStatus() {
        return -1;
    }

    @Override
    default boolean isFirstRequest() {
        return true;
    }

    @Override
    default String serverFallback() {
        return "<NOSRV>";
    }

    @Override
    default byte[] requestLine() {
        return new byte[0];
    }

    @Override
    default int requestLineLength() {
        return 0;
    }
}

package dev.sluice.proxy.sample;

/** What rules have set for one request in place of what its sections say, in milliseconds; 0 or -1 where they have not. */
public interface LimitsView {
    /** Of the client. */
    long client();

    /** Of the server. */
    long server();

    /** Of connecting. */
    long connect();

    /** Of waiting for a server. */
    long queue();

    /** Of a tunnel. */
    long tunnel();

    /** Of a client that is kept waiting. */
    long tarpit();

    /** How often a failed attempt is repeated; -1 where no rule says it. */
    int retries();
}

package dev.sluice.state.tls;

/** What the data plane encrypts with, made of a plan; opaque to the state, which only puts it where connections find it. */
public interface TlsContext {
    /** Encrypts nothing; what a data plane without TLS makes. */
    TlsContext NONE = new TlsContext() {};
}

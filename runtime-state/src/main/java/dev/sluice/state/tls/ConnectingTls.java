package dev.sluice.state.tls;

/** The encryption of a server: what was planned, and what the data plane made of it. */
public record ConnectingTls(ConnectingPlan plan, TlsContext context) {}

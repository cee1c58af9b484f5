package dev.sluice.state.tls;

/** The encryption of a listener: what was planned, and what the data plane made of it. */
public record AcceptingTls(AcceptingPlan plan, TlsContext context) {}

package dev.sluice.state;

/** Who has a row in {@code show stat}. */
public sealed interface Subject permits Proxy, Listener, Server {}

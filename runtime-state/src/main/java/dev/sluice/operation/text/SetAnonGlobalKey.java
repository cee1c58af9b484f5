package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Sets the key that connections hide names with which give none of their own. */
public record SetAnonGlobalKey(long key) implements Operation {}

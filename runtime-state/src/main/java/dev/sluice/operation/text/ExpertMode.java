package dev.sluice.operation.text;

import dev.sluice.operation.Operation;

/** Switches commands for experts on or off for the text connection. */
public record ExpertMode() implements Operation {}

package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Tells what developers ask for when something went wrong: versions, platform, limits, as {@link Fact}s. */
public record ShowDeveloperInfo() implements Operation {}

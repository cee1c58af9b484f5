package dev.sluice.operation.pattern;

import dev.sluice.pattern.PatternEntry;
import dev.sluice.pattern.PatternIndex;
import dev.sluice.pattern.PatternValueType;
import org.jspecify.annotations.Nullable;

/**
 * What a value matches in one of the ways in which rules ask.
 *
 * @param index the way
 * @param type what rules take the entry's value for
 * @param entry null where nothing matches
 */
public record Found(
        PatternIndex index, PatternValueType type, @Nullable PatternEntry entry) {}

package dev.sluice.operation;

/** Something that a caller wants done or told: a small immutable record, declared once with {@link Declared}. */
public interface Operation {}

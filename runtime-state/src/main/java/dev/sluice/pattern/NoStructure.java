package dev.sluice.pattern;

/** For ways of matching that look at no pattern. */
final class NoStructure implements Structure {
    @Override
    public void insert(PatternEntry entry) {}

    @Override
    public void delete(PatternEntry entry) {}
}

/**
 * Tests of patterns.
 *
 * <p><b>Starting points.</b> {@code PatternModelTest} compares every index with a model that looks at each entry.
 *
 * <p><b>Threads.</b> Each test is the writer; readers are threads that it starts.
 */
@NullMarked
package dev.sluice.pattern;

import org.jspecify.annotations.NullMarked;

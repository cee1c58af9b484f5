/**
 * The converters that look a value up in a map.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.sample.map.MapConverters} lists them.
 *
 * <p><b>Threads.</b> What was compiled never changes, any worker may run it; the maps themselves change while it does, see
 * {@link dev.sluice.pattern.PatternIndex}.
 */
@NullMarked
package dev.sluice.proxy.sample.map;

import org.jspecify.annotations.NullMarked;

/**
 * The converters of everyday use: texts, numbers, bits, encodings, hashes, dates, URLs, variables.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.sample.convert.Converters} joins the lists.
 *
 * <p><b>Threads.</b> Evaluators never change; any worker may run them on a context of its own.
 */
@NullMarked
package dev.sluice.proxy.sample.convert;

import org.jspecify.annotations.NullMarked;

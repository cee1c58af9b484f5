/**
 * The language of samples: what rules, ACLs and log formats can read of traffic (fetches), how it is changed (converters), typed values,
 * variables, and strings with expressions in them.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.sample.Expression} is what a text was compiled to;
 * {@link dev.sluice.proxy.sample.Fetch} and {@link dev.sluice.proxy.sample.Converter} are one declaration each, joined by
 * {@link dev.sluice.proxy.sample.Vocabulary}; {@link dev.sluice.proxy.sample.SampleContext} is what they read.
 *
 * <p><b>Threads.</b> What was compiled never changes; any worker may run it. A {@link dev.sluice.proxy.sample.Sample}, a context and its
 * {@link dev.sluice.proxy.sample.Scratch} belong to one worker. Evaluation allocates nothing once the scratch memory has grown to what
 * is needed.
 */
@NullMarked
package dev.sluice.proxy.sample;

import org.jspecify.annotations.NullMarked;

/**
 * The configuration language: what the words of a {@code haproxy.cfg} mean, and the immutable specification they are read into.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.config.Configuration} is what a set of files says;
 * {@link dev.sluice.config.Setting} is one thing a keyword can set, {@link dev.sluice.config.Settings} a set of them.
 *
 * <p><b>Threads.</b> A specification never changes, so any thread may read it. Parsing is confined to the thread that asks for it.
 */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;

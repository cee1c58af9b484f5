/**
 * Patterns and what they map to: the contents of map and ACL files and of patterns written in rules, indexed for traffic.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.pattern.PatternSource} is where rules find patterns, {@link dev.sluice.pattern.Patterns} holds
 * everything, a {@link dev.sluice.pattern.PatternIndex} is what traffic asks.
 *
 * <p><b>Threads.</b> Before a configuration is applied, only the thread that reads it touches what it made. From then on one thread
 * writes: the control thread. Every thread may look up and list at any time, without waiting: what a reader follows is written so that
 * it always finds an entry or does not, and a commit is one volatile write.
 */
@NullMarked
package dev.sluice.pattern;

import org.jspecify.annotations.NullMarked;

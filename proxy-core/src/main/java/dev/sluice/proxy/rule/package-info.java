/**
 * Rules compiled: conditions over ACLs, {@code use_backend}, {@code http-request use-service}.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.rule.Criteria} is the table of what can be tested;
 * {@link dev.sluice.proxy.rule.Program} is what the rules of a proxy were compiled to.
 *
 * <p><b>Threads.</b> A program never changes; any worker may run it. Running it allocates nothing.
 */
@NullMarked
package dev.sluice.proxy.rule;

import org.jspecify.annotations.NullMarked;

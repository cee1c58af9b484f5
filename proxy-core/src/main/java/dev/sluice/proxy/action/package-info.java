/**
 * What rules do to a request or a response: one declaration for each action, compiled lists of rules, and the answers that the proxy
 * gives by itself.
 *
 * <p>Start at {@link dev.sluice.proxy.action.Actions}, the table of actions, and {@link dev.sluice.proxy.action.RuleList}, which runs
 * them. Sessions offer what actions need through {@link dev.sluice.proxy.action.Transaction}.
 *
 * <p>Threads. Compiled rules never change and are shared; they run on the worker of the session that they act on.
 */
@NullMarked
package dev.sluice.proxy.action;

import org.jspecify.annotations.NullMarked;

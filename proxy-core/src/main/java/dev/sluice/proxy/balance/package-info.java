/**
 * Which server serves a request: the algorithms of {@code balance}, and how many requests a server may have at once.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.balance.Balancers} makes a {@link dev.sluice.proxy.balance.Picker} for each
 * publication of a backend; a request asks it with its {@link dev.sluice.proxy.balance.Pick}.
 *
 * <p><b>Threads.</b> A picker is made on the control thread and asked by all workers at once. What they share is a padded position or
 * nothing; what is large is kept for each worker. A {@link dev.sluice.proxy.balance.Pick} belongs to one stream, on its worker.
 */
@NullMarked
package dev.sluice.proxy.balance;

import org.jspecify.annotations.NullMarked;

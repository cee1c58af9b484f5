/**
 * Persistence by stick tables: whoever has a known key goes to the server that is remembered for it.
 * {@link dev.sluice.proxy.stick.StickRules} are a backend's rules.
 *
 * <p><b>Threads.</b> Rules are immutable; {@link dev.sluice.proxy.stick.StickPlans} may be asked by any thread. What a request is to
 * remember lies in its slots and belongs to its worker.
 */
@NullMarked
package dev.sluice.proxy.stick;

import org.jspecify.annotations.NullMarked;

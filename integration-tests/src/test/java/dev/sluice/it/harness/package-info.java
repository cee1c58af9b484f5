/**
 * What the tests of the whole program share: processes, origins, clients, waiting.
 *
 * <p><b>Threads.</b> Each helper says which threads it starts; all of them end with it.
 */
@NullMarked
package dev.sluice.it.harness;

import org.jspecify.annotations.NullMarked;

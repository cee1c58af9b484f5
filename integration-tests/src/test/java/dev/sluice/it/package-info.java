/**
 * The whole program from outside: real processes, real sockets, real clients.
 *
 * <p><b>Threads.</b> Tests run one after the other.
 */
@NullMarked
package dev.sluice.it;

import org.jspecify.annotations.NullMarked;

/**
 * What Java has no call for: users, roots, signals, descriptors. Nothing else in Sluice is native.
 *
 * <p><b>Threads.</b> Called while the program starts or ends, on the main thread or the one that handles signals.
 */
@NullMarked
package dev.sluice.cli.system;

import org.jspecify.annotations.NullMarked;

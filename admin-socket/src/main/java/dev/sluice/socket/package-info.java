/**
 * The plain-text protocol of the admin socket: framing, modes, payloads, words to operations, outcomes to text.
 *
 * <p><b>Threads.</b> The sockets have an event loop of their own, apart from the workers; a connection lives on it.
 */
@NullMarked
package dev.sluice.socket;

import org.jspecify.annotations.NullMarked;

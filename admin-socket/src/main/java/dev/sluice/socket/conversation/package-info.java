/**
 * One connection's life: what it sends is read line by line, each command is run, and its reply is written as the client takes it.
 *
 * <p><b>Threads.</b> Everything of a connection belongs to one event loop; outcomes that come from elsewhere are handed to it through
 * {@link dev.sluice.socket.conversation.Wire#execute}.
 */
@NullMarked
package dev.sluice.socket.conversation;

import org.jspecify.annotations.NullMarked;

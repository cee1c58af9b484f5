/**
 * From bytes to commands: lines, the commands of a line, their words, and payloads.
 *
 * <p><b>Threads.</b> A {@link dev.sluice.socket.line.LineReader} belongs to its connection's event loop; all else is immutable.
 */
@NullMarked
package dev.sluice.socket.line;

import org.jspecify.annotations.NullMarked;

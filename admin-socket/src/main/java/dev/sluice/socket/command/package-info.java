/**
 * What can be said on the text connection: each command's words, the operation they stand for, and how its outcome is told.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.socket.command.Spoken} declares how one operation is said;
 * {@link dev.sluice.socket.command.Vocabulary} finds a command's declaration by its words; a class for each noun lists its declarations.
 *
 * <p><b>Threads.</b> Declarations are immutable. A {@link dev.sluice.socket.command.Session} belongs to its connection's event loop, where
 * all parsing and rendering runs.
 */
@NullMarked
package dev.sluice.socket.command;

import org.jspecify.annotations.NullMarked;

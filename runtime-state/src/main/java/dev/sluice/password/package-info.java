/**
 * Passwords of users: how {@code crypt(3)} keeps them, and who has the right one. Start with {@link dev.sluice.password.Passwords}.
 *
 * <p><b>Threads.</b> Any thread may ask. What takes long runs on a thread of its own, which ends when nobody asks; traffic waits for it
 * without blocking.
 */
@NullMarked
package dev.sluice.password;

import org.jspecify.annotations.NullMarked;

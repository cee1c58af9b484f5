/**
 * Tests of passwords.
 *
 * <p><b>Starting points.</b> {@code PasswordsTest} compares with what the C library writes.
 *
 * <p><b>Threads.</b> Each test asks on its own; answers come from the thread that is tested.
 */
@NullMarked
package dev.sluice.password;

import org.jspecify.annotations.NullMarked;

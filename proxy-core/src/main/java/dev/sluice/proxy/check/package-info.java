/**
 * Health checks and agent checks of servers.
 *
 * <p><b>Starting point.</b> {@link dev.sluice.proxy.check.Checks} follows the servers' state and reports what each check found.
 *
 * <p><b>Threads.</b> Checks run on one loop of their own, so that a busy worker takes no server down; all of this package but the entry
 * points of {@link dev.sluice.proxy.check.Checks} is confined to it. Results go to {@link dev.sluice.state.CheckReports}.
 */
@NullMarked
package dev.sluice.proxy.check;

import org.jspecify.annotations.NullMarked;

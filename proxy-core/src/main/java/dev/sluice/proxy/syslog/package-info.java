/**
 * Backends in {@code mode log}: {@link dev.sluice.proxy.syslog.LogServers} says which of their servers gets a line.
 *
 * <p><b>Threads.</b> The log's thread asks; what it reads of backends are their views.
 */
@NullMarked
package dev.sluice.proxy.syslog;

import org.jspecify.annotations.NullMarked;

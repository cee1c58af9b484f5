/**
 * Finds the addresses of servers that have names while the program runs. {@link dev.sluice.proxy.dns.Resolver} is the starting point.
 *
 * <p><b>Threads.</b> All asking happens on the resolver's own thread; any thread may tell it of servers. What it finds goes to the control
 * thread.
 */
@NullMarked
package dev.sluice.proxy.dns;

import org.jspecify.annotations.NullMarked;

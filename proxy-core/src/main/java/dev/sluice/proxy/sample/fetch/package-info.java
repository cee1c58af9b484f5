/**
 * The fetches of everyday use: constants and the process, proxies and servers, connections, HTTP messages, bytes, times.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.sample.fetch.Fetches} joins the lists.
 *
 * <p><b>Threads.</b> Evaluators never change; any worker may run them on a context of its own.
 */
@NullMarked
package dev.sluice.proxy.sample.fetch;

import org.jspecify.annotations.NullMarked;

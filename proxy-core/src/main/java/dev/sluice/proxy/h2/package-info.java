/**
 * HTTP/2 at the edge: Netty's codec speaks it, and each of its streams is a {@link dev.sluice.proxy.wire.Wire} over which the HTTP
 * engine finds one message as HTTP/1 writes it. Rules, logs and limits know no other version.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.h2.FrontConnection} is a client's connection, {@link
 * dev.sluice.proxy.h2.RequestHead} what becomes of a list of fields before anybody else sees it, {@link dev.sluice.proxy.h2.Feed} the
 * way back.
 *
 * <p><b>Threads.</b> A connection and its streams belong to the worker that accepted or opened it; Netty's channel runs on that
 * worker's loop.
 */
@NullMarked
package dev.sluice.proxy.h2;

import org.jspecify.annotations.NullMarked;

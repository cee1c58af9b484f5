/**
 * Live streams: what all of them share, whatever they carry.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.session.LiveStream} is one stream; a {@link dev.sluice.proxy.session.Shard} holds those of one
 * worker; {@link dev.sluice.proxy.session.Connector} brings a stream from its backend to a connected server.
 *
 * <p><b>Threads.</b> A shard and everything in it belong to their worker.
 */
@NullMarked
package dev.sluice.proxy.session;

import org.jspecify.annotations.NullMarked;

/**
 * Listening sockets: opened for a bind line, accepted from by workers, paused and closed without losing who has connected already.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.listen.Listeners} is asked by the control thread;
 * {@link dev.sluice.proxy.listen.Acceptor} takes connections on a worker.
 *
 * <p><b>Threads.</b> Descriptors belong to the bind line and are opened, paused and closed at the control thread's wish; a worker only
 * registers one and accepts from it. An {@link dev.sluice.proxy.listen.Acceptor} belongs to its worker.
 */
@NullMarked
package dev.sluice.proxy.listen;

import org.jspecify.annotations.NullMarked;

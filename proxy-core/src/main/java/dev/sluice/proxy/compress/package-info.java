/**
 * Compression of bodies: {@link dev.sluice.proxy.compress.Encoder} makes bytes smaller, {@link dev.sluice.proxy.compress.Encoders} lends
 * encoders and says whether there is room for another one, {@link dev.sluice.proxy.compress.Accepted} reads what clients understand.
 *
 * <p><b>Threads.</b> Encoders and what lends them belong to one worker.
 */
@NullMarked
package dev.sluice.proxy.compress;

import org.jspecify.annotations.NullMarked;

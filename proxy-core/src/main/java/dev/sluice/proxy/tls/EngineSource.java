package dev.sluice.proxy.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Finds the engine of a connection, once enough is known of it. */
interface EngineSource {
    /**
     * The engine.
     *
     * @param received what has arrived so far, not to be consumed
     * @return null where more has to arrive first
     * @throws HelloException where there is none for what has arrived
     */
    @Nullable
    SSLEngine engine(ByteBuffer received) throws HelloException;
}

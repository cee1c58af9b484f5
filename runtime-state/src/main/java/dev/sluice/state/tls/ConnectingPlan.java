package dev.sluice.state.tls;

import dev.sluice.tls.CertificateData;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server needs to be connected to with encryption.
 *
 * @param profile how it is spoken to
 * @param own the certificate shown to it; null for none
 * @param ownName its name
 * @param host the name that its certificate must have; empty for the one that was asked for
 * @param resume whether sessions are resumed
 * @param checkProtocols offered by health checks, in order; empty for no negotiation
 * @param stepProtocols offered by steps of health checks that say so themselves
 * @param webSocketProtocols offered where a WebSocket is to be asked for
 */
public record ConnectingPlan(
        TlsProfile profile,
        @Nullable CertificateData own,
        String ownName,
        String host,
        boolean resume,
        List<String> checkProtocols,
        Set<List<String>> stepProtocols,
        List<String> webSocketProtocols) {
    /** Keeps copies of the lists. */
    public ConnectingPlan {
        checkProtocols = List.copyOf(checkProtocols);
        stepProtocols = Set.copyOf(stepProtocols);
        webSocketProtocols = List.copyOf(webSocketProtocols);
    }
}

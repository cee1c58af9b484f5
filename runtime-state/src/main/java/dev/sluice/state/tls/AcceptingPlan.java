package dev.sluice.state.tls;

import java.util.List;

/**
 * What a bind line needs to take encrypted connections.
 *
 * @param uses its certificates, in order
 * @param strict whether clients that name no host we know are refused
 * @param maxRecord bytes of a record at most; 0 for as many as fit
 */
public record AcceptingPlan(List<CertificateUse> uses, boolean strict, int maxRecord) {
    /** Keeps a copy of the list. */
    public AcceptingPlan {
        uses = List.copyOf(uses);
    }
}

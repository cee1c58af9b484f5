package dev.sluice.state.tls;

import java.util.List;

/**
 * What a bind line needs to take encrypted connections.
 *
 * @param uses its certificates, in order
 * @param lists the lists of certificates that it names
 * @param strict whether clients that name no host we know are refused
 * @param maxRecord bytes of a record at most; 0 for as many as fit
 */
public record AcceptingPlan(List<CertificateUse> uses, List<String> lists, boolean strict, int maxRecord) {
    /** Keeps copies of the lists. */
    public AcceptingPlan {
        uses = List.copyOf(uses);
        lists = List.copyOf(lists);
    }
}

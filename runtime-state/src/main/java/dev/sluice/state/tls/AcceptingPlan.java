package dev.sluice.state.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bind line needs to take encrypted connections.
 *
 * @param uses its certificates, in order
 * @param lists the lists of certificates that it names
 * @param strict whether clients that name no host we know are refused
 * @param maxRecord bytes of a record at most; 0 for as many as fit
 * @param captured bytes kept of each list in a client's first words; 0 for none
 * @param forging how certificates are made for hosts that it has none for; null where they are not
 */
public record AcceptingPlan(
        List<CertificateUse> uses,
        List<String> lists,
        boolean strict,
        int maxRecord,
        int captured,
        @Nullable Forging forging) {
    /** Keeps copies of the lists. */
    public AcceptingPlan {
        uses = List.copyOf(uses);
        lists = List.copyOf(lists);
    }
}

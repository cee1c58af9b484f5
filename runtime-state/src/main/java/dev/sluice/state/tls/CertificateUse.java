package dev.sluice.state.tls;

import dev.sluice.tls.CertificateData;
import dev.sluice.tls.X509Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One certificate on one bind line.
 *
 * @param certificate its name
 * @param data its content
 * @param profile how it is used
 * @param names host names that it is for, {@code *.} in front of those that stand for many
 * @param not host names that it is not for, though a name with a wildcard fits
 * @param isDefault whether clients get it that name no host we know
 * @param list the list that it comes from; null for none
 * @param line its line there
 */
public record CertificateUse(
        String certificate,
        CertificateData data,
        TlsProfile profile,
        List<String> names,
        List<String> not,
        boolean isDefault,
        @Nullable String list,
        int line) {
    /** Keeps copies of the lists. */
    public CertificateUse {
        names = List.copyOf(names);
        not = List.copyOf(not);
    }

    /** The kind of its key: {@code rsa}, {@code ecdsa} or {@code dsa}. */
    public String kind() {
        return X509Text.kind(data.leaf().getPublicKey());
    }

    /** The host names of filters, or of the certificate where there is none that says yes. */
    static List<String> names(List<String> filters, CertificateData data) {
        List<String> positive = new ArrayList<>();
        for (String filter : filters) {
            if (!filter.startsWith("!")) {
                positive.add(filter.toLowerCase(Locale.ROOT));
            }
        }
        return positive.isEmpty() ? X509Text.hostNames(data.leaf()) : positive;
    }

    static List<String> not(List<String> filters) {
        return filters.stream()
                .filter(filter -> filter.startsWith("!"))
                .map(filter -> filter.substring(1).toLowerCase(Locale.ROOT))
                .toList();
    }
}

package dev.sluice.grpc;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** What a certificate calls its holder. */
final class ClientNames {
    /** How a URI among the alternative names is marked. */
    private static final int URI = 6;

    private ClientNames() {}

    /** All names, those that say most first: its URIs, its subject, its common name. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>(uris(certificate));
        String subject = certificate.getSubjectX500Principal().getName();
        names.add(subject);
        try {
            List<Rdn> parts = new LdapName(subject).getRdns();
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).getType().equalsIgnoreCase("CN")
                        && parts.get(i).getValue() instanceof String common) {
                    names.add(common);
                    break;
                }
            }
        } catch (InvalidNameException e) {
            // A subject that cannot be taken apart has no common name.
        }
        return names;
    }

    private static List<String> uris(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(name -> name.get(0).equals(URI))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}

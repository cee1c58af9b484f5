package dev.sluice.proxy.dns;

import java.util.List;

/**
 * What a name server answered.
 *
 * @param id of the query
 * @param code the response code, 0 for success
 * @param truncated whether not all of it came
 * @param name that was asked for, in lower case
 * @param type that was asked for
 * @param hosts the addresses of the wanted type, in order
 * @param services what SRV records say, in order
 * @param aliases how many names led on to others
 */
record Answer(
        int id,
        int code,
        boolean truncated,
        String name,
        int type,
        List<String> hosts,
        List<Service> services,
        int aliases) {
    static final int NO_SUCH_NAME = 3;
    static final int REFUSED = 5;

    /** Keeps copies of the lists. */
    Answer {
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
    }

    boolean isEmpty() {
        return hosts.isEmpty() && services.isEmpty();
    }

    /** A place of a service. */
    record Service(String target, int port, int weight) {}
}

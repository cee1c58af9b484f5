package dev.sluice.state;

/** Where those who ask name servers report to. Any thread may call; the control thread does what follows. */
public interface NameReports {
    /** Hears nothing. */
    NameReports NOBODY = new NameReports() {
        @Override
        public void found(Server server, Place place) {}

        @Override
        public void lost(Server server, String cause) {}

        @Override
        public void named(Server server, String name, int port, int weight) {}
    };

    /** A server's name leads there. */
    void found(Server server, Place place);

    /** A server's name leads nowhere any more; {@code cause} goes into the log. */
    void lost(Server server, String cause);

    /** A record says that a server is to be looked for under another name, at a port and with a weight; -1 leaves the weight. */
    void named(Server server, String name, int port, int weight);

    /**
     * Where a server is.
     *
     * @param host numeric
     * @param by who said so, for the log
     */
    record Place(String host, String by) {}
}

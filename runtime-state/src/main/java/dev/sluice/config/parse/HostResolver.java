package dev.sluice.config.parse;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the address of a host name. */
@FunctionalInterface
public interface HostResolver {
    /** Asks what the platform asks; may wait for the network. */
    HostResolver SYSTEM = InetAddress::getByName;

    /** The first address of {@code host}. */
    InetAddress resolve(String host) throws UnknownHostException;
}

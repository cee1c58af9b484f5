package dev.sluice.config;

/** Families of addresses that answers to names may have ({@code dns-accept-family}). */
public enum AcceptedFamilies {
    IPV4,
    IPV6,
    BOTH,
    /** IPv4, and IPv6 while there is a way to addresses of it that are not near. */
    AUTO
}

package dev.sluice.operation.tls;

/**
 * Something is in use from now on.
 *
 * @param introduction what was done, as commands say it
 * @param instances how many lines were made anew for it
 */
public record TlsCommitted(String introduction, int instances) {}

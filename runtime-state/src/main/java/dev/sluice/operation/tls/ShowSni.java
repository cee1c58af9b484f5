package dev.sluice.operation.tls;

import dev.sluice.operation.Operation;

/** Lists the host names of bind lines with their certificates, as {@link SniRow}s; all frontends where none is named. */
public record ShowSni(String frontend, boolean expired, long offsetSeconds) implements Operation {}

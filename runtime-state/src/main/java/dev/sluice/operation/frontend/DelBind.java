package dev.sluice.operation.frontend;

import dev.sluice.operation.Operation;

/**
 * Has a frontend listen on an address no more; what is established goes on.
 *
 * @param frontend which
 * @param bind the name of the listener, {@code #} and its number, or its address as the line says it
 */
public record DelBind(String frontend, String bind) implements Operation {}

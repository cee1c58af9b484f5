package dev.sluice.operation.variable;

import dev.sluice.operation.Operation;

/**
 * Gives a variable of the process the value of an expression. One without a value leaves the variable as it is.
 *
 * @param name with its scope
 * @param text the expression, or a format
 * @param format whether it is a format, whose value is a text
 */
public record SetVariable(String name, String text, boolean format) implements Operation {}

package dev.sluice.operation.process;

/** A variable of the environment. */
public record Variable(String name, String value) {}

package dev.sluice.operation.inspect;

/**
 * Something that is known of program or machine.
 *
 * @param topic the heading that it stands under
 * @param name what it is
 * @param value what it is like; empty where the name says it all
 */
public record Fact(String topic, String name, String value) {}

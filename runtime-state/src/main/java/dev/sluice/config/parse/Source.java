package dev.sluice.config.parse;

/**
 * One configuration file's text.
 *
 * @param name its path, as messages show it
 * @param text its characters, one for each byte
 */
public record Source(String name, String text) {}

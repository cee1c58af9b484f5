package dev.sluice.config;

/**
 * A file with a whole HTTP response.
 *
 * @param path where it was read from
 * @param content its characters, one for each byte
 */
public record ErrorFile(String path, String content) {}

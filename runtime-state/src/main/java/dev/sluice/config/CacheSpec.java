package dev.sluice.config;

/**
 * A {@code cache} section: how much it may keep, and of what.
 *
 * @param name its name
 * @param megabytes memory for responses, heads and bodies together
 * @param objectBytes the longest response that is kept, its head included
 * @param ageSeconds how long a response is kept at most
 * @param varies whether responses that depend on request headers are kept, one for each kind of request
 * @param variantsMax how many such responses one address may have
 */
public record CacheSpec(String name, int megabytes, int objectBytes, int ageSeconds, boolean varies, int variantsMax) {}

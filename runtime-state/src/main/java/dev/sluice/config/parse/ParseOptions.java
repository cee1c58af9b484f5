package dev.sluice.config.parse;

/**
 * What a run of the parser depends on besides the files.
 *
 * @param resolver finds the addresses of host names
 * @param features what {@code feature()} and its kin answer
 */
public record ParseOptions(HostResolver resolver, Features features) {
    /** The platform's resolver, and what this program can do. */
    public static final ParseOptions DEFAULT = new ParseOptions(HostResolver.SYSTEM, Features.DEFAULT);
}

package dev.sluice.config;

/** What becomes of fields of requests whose names have other characters than letters, digits and hyphens. */
public enum OddNames {
    /** They are passed on. */
    PRESERVE,
    /** They are left out. */
    DELETE,
    /** Their request is refused. */
    REJECT
}

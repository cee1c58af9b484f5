package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;

/**
 * Something an ACL can test; all that is known of it stands in this declaration.
 *
 * @param name the word of the configuration
 * @param http whether it needs an HTTP request
 * @param patterns what its patterns are, as a synopsis; empty for none
 * @param documentation what it tests, in one phrase
 * @param compiler makes the test of an ACL's line
 */
public record Criterion(String name, boolean http, String patterns, String documentation, Compiler compiler) {
    /** Compiles lines with a criterion. */
    @FunctionalInterface
    interface Compiler {
        /** The test that {@code acl} describes. */
        Test compile(Acl acl) throws RuleException;
    }

    Test compile(Acl acl) throws RuleException {
        Test test = compiler.compile(acl);
        return http ? request -> request.isHttp() && test.matches(request) : test;
    }
}

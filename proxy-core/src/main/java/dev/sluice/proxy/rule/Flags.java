package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import java.util.List;

/**
 * What stands between a criterion and its patterns.
 *
 * @param ignoreCase {@code -i}
 * @param method the word after {@code -m}; empty where none was said
 */
record Flags(boolean ignoreCase, String method) {
    /** Reads the flags of {@code acl}; {@code -m} may name one of {@code methods}. */
    static Flags read(Acl acl, List<String> methods) throws RuleException {
        boolean ignoreCase = false;
        String method = "";
        for (int i = 0; i < acl.flags().size(); i++) {
            String flag = acl.flags().get(i);
            if (flag.equals("-i")) {
                ignoreCase = true;
            } else if (flag.equals("-m") && i + 1 < acl.flags().size()) {
                method = acl.flags().get(++i);
                if (!methods.contains(method)) {
                    throw new RuleException(
                            acl.location(), "unknown matching method '" + method + "' when parsing ACL expression");
                }
            } else if (!flag.equals("--")) {
                throw new RuleException(
                        acl.location(), "flag '" + flag + "' of '" + acl.criterion() + "' is not supported yet");
            }
        }
        return new Flags(ignoreCase, method);
    }
}

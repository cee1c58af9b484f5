package dev.sluice.pattern;

import java.util.List;

/**
 * Where rules find patterns while they are compiled. While a configuration is read, asking reads the files and says what is wrong with
 * them; afterwards the same questions find what is live.
 */
public interface PatternSource {
    /** The entries of a map's file. */
    PatternIndex map(String file, PatternMatch match, PatternValueType type) throws PatternException;

    /** The entries that an ACL compares with: those of its files, in order, then those of its line. One of them must match. */
    List<PatternIndex> acl(AclPatterns wanted) throws PatternException;
}

package dev.sluice.proxy.rule;

import dev.sluice.config.Acl;
import dev.sluice.config.Location;
import dev.sluice.pattern.AclPatterns;
import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.PatternIndex;
import dev.sluice.pattern.PatternLoader;
import dev.sluice.pattern.PatternMatch;
import dev.sluice.pattern.PatternSource;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the patterns of a test where all patterns stand, so that commands see and change them. */
final class PatternSets {
    private PatternSets() {}

    static Matcher matcher(Acl acl, String criterion, Flags flags, Matching matching, CompileScope scope)
            throws SampleException {
        boolean numbers = matching == Matching.INT || matching == Matching.LEN || matching == Matching.VERSION;
        List<String> patterns =
                numbers ? NumberRange.patterns(acl.patterns(), matching == Matching.VERSION) : acl.patterns();
        AclPatterns wanted = new AclPatterns(
                criterion,
                flags.files(),
                patterns,
                match(matching),
                flags.ignoreCase() || matching == Matching.METH,
                acl.location().file(),
                acl.location().line());
        // What exists without being declared is nobody's to change.
        PatternSource source =
                acl.location().equals(Location.INTERNAL) ? new PatternLoader().at("", 0) : scope.patterns();
        try {
            return matcher(matching, source.acl(wanted).toArray(PatternIndex[]::new));
        } catch (PatternException e) {
            throw new SampleException(e.text());
        }
    }

    private static PatternMatch match(Matching matching) {
        return switch (matching) {
            case METH -> PatternMatch.STR;
            case VERSION -> PatternMatch.INT;
            default -> PatternMatch.of(matching.word()).orElseThrow();
        };
    }

    private static Matcher matcher(Matching matching, PatternIndex[] indexes) {
        return switch (matching) {
            case FOUND -> sample -> true;
            case BOOL -> Sample::isTrue;
            case INT, VERSION -> sample -> finds(indexes, sample.number());
            case LEN -> sample -> finds(indexes, sample.length());
            case IP -> sample -> findsAddress(indexes, sample);
            default -> sample -> finds(indexes, sample);
        };
    }

    private static boolean finds(PatternIndex[] indexes, long number) {
        for (PatternIndex index : indexes) {
            if (index.find(number) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean finds(PatternIndex[] indexes, Sample sample) {
        for (PatternIndex index : indexes) {
            if (index.find(sample.bytes(), sample.start(), sample.length()) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean findsAddress(PatternIndex[] indexes, Sample sample) {
        for (PatternIndex index : indexes) {
            @Nullable
            Object found = sample.type() == SampleType.IPV4
                    ? index.findIpv4(sample.number())
                    : index.findAddress(sample.bytes(), sample.start(), sample.length());
            if (found != null) {
                return true;
            }
        }
        return false;
    }
}

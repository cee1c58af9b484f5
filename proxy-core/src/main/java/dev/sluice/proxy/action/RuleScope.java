package dev.sluice.proxy.action;

import dev.sluice.config.ErrorFile;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.SampleException;
import java.util.Map;

/**
 * What a rule is compiled for.
 *
 * @param stage when it runs
 * @param samples what its expressions may use
 * @param errors the {@code http-errors} sections by name; of no use while texts are only checked
 * @param captures the places that rules have declared, of which each takes the next
 */
public record RuleScope(
        Stage stage, CompileScope samples, Map<String, Map<Integer, ErrorFile>> errors, CapturePlaces captures) {
    /** Expressions see what this stage sees. */
    public RuleScope {
        samples = samples.at(stage.layers());
    }

    /** The files of an {@code http-errors} section. */
    Map<Integer, ErrorFile> errors(String section) throws SampleException {
        Map<Integer, ErrorFile> found = errors.get(section);
        if (found == null && !samples.checksOnly()) {
            throw new SampleException("unable to find http-errors section '" + section + "'");
        }
        return found == null ? Map.of() : found;
    }
}

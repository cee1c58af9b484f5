package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import org.jspecify.annotations.Nullable;

/**
 * The texts about requests and sessions that a frontend was given.
 *
 * @param normal the line of the log; null where it is a built-in one, or none
 * @param error the line where something went wrong; null where it is none of its own
 * @param uniqueId what numbers requests; null for nothing
 */
record LogLines(
        @Nullable LogFormat normal,
        @Nullable LogFormat error,
        @Nullable LogFormat uniqueId) {
    private static final LogLines NONE = new LogLines(null, null, null);

    static LogLines compile(ProxySpec spec, CompileScope scope) throws RuleException {
        if (!spec.kind().isFrontend()) {
            return NONE;
        }
        Settings settings = spec.settings();
        boolean own = settings.get(ProxySettings.LOG_FORMAT) == ProxySettings.LogFormat.TEXT;
        CompileScope line = scope.at(Layer.Stage.LINE);
        return new LogLines(
                own ? text("log-format", settings.get(ProxySettings.LOG_TEXT), spec, line) : null,
                text("error-log-format", settings.get(ProxySettings.ERROR_LOG_TEXT), spec, line),
                text(
                        "unique-id-format",
                        settings.get(ProxySettings.UNIQUE_ID_FORMAT),
                        spec,
                        scope.at(Layer.Stage.REQUEST)));
    }

    private static @Nullable LogFormat text(String keyword, String text, ProxySpec spec, CompileScope scope)
            throws RuleException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LogFormat.compile(text, scope, LogFormat.Style.LOG);
        } catch (SampleException e) {
            throw new RuleException(spec.location(), "'" + keyword + "': " + e.text());
        }
    }
}

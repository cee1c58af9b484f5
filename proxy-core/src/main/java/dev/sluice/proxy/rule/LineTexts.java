package dev.sluice.proxy.rule;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Location;
import dev.sluice.config.LogProfile;
import dev.sluice.config.LogStep;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.proxy.log.LogLines;
import dev.sluice.proxy.log.LogLines.Line;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.RuntimeState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the texts about requests and sessions that a frontend was given. */
final class LineTexts {
    private final Location location;
    private final Settings settings;
    private final CompileScope scope;

    private LineTexts(ProxySpec spec, CompileScope scope) {
        this.location = spec.location();
        this.settings = spec.settings();
        this.scope = scope;
    }

    /** The lines of the log. */
    static LogLines lines(ProxySpec spec, CompileScope scope) throws RuleException {
        return spec.kind().isFrontend() ? new LineTexts(spec, scope.at(Layer.Stage.LINE)).compile() : LogLines.BUILT_IN;
    }

    /** What numbers requests; null for nothing. */
    static @Nullable LogFormat uniqueId(ProxySpec spec, CompileScope scope) throws RuleException {
        return spec.kind().isFrontend()
                ? new LineTexts(spec, scope.at(Layer.Stage.REQUEST))
                        .text("unique-id-format", spec.settings().get(ProxySettings.UNIQUE_ID_FORMAT))
                : null;
    }

    private LogLines compile() throws RuleException {
        boolean own = settings.get(ProxySettings.LOG_FORMAT) == ProxySettings.LogFormat.TEXT;
        LogFormat normal = own ? text("log-format", settings.get(ProxySettings.LOG_TEXT)) : null;
        LogFormat failed = text("error-log-format", settings.get(ProxySettings.ERROR_LOG_TEXT));
        LogFormat data = text("log-format-sd", settings.get(ProxySettings.LOG_SD_TEXT));
        Line usual = new Line(normal, data, false, "");
        Line error = new Line(failed == null ? normal : failed, data, false, "");
        Map<String, EnumMap<LogStep, Line>> profiles = new HashMap<>();
        RuntimeState state = scope.find(RuntimeState.class);
        if (state != null) {
            for (LogProfile profile : state.configuration()
                    .global()
                    .get(GlobalSettings.LOG_PROFILES)
                    .values()) {
                profiles.put(profile.name(), profile(profile, usual, error));
            }
        }
        return new LogLines(
                usual, error, profiles, settings.get(ProxySettings.LOG_STEPS), settings.get(ProxySettings.LOGASAP));
    }

    private EnumMap<LogStep, Line> profile(LogProfile profile, Line usual, Line error) throws RuleException {
        EnumMap<LogStep, Line> lines = new EnumMap<>(LogStep.class);
        for (LogStep step : LogStep.values()) {
            Line otherwise = step == LogStep.ERROR ? error : usual;
            LogProfile.On general = profile.lines().get(LogStep.ANY);
            LogProfile.On on = profile.lines().getOrDefault(step, general);
            LogFormat format = on == null ? null : text("on " + step.word() + "' 'format", on.format());
            LogFormat data = on == null ? null : text("on " + step.word() + "' 'sd", on.data());
            lines.put(
                    step,
                    new Line(
                            format == null ? otherwise.format() : format,
                            data == null ? otherwise.data() : data,
                            on != null && on.drop(),
                            profile.tag()));
        }
        return lines;
    }

    private @Nullable LogFormat text(String keyword, String text) throws RuleException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LogFormat.compile(text, scope, LogFormat.Style.LOG);
        } catch (SampleException e) {
            throw new RuleException(location, "'" + keyword + "': " + e.text());
        }
    }
}

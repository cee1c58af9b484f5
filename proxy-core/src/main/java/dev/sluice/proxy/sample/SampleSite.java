package dev.sluice.proxy.sample;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Setting;
import dev.sluice.state.PatternReports;
import dev.sluice.state.RuntimeState;

/** What all samples of the process share: its variables, and how many there may be. Any thread. */
public final class SampleSite {
    private final RuntimeState state;
    private final PatternReports patterns;
    private final ProcessVariables variables;
    private volatile NameLookup names = NameLookup.NONE;

    /** The limits are those of {@code state}'s configuration at any time. */
    public SampleSite(RuntimeState state, PatternReports patterns) {
        this.state = state;
        this.patterns = patterns;
        this.variables = new ProcessVariables(() -> limit(GlobalSettings.VARS_PROC_MAX));
    }

    private long limit(Setting<Integer> setting) {
        int own = state.configuration().global().get(setting);
        int all = state.configuration().global().get(GlobalSettings.VARS_GLOBAL_MAX);
        return own > 0 && all > 0 ? Math.min(own, all) : Math.max(own, all);
    }

    /** Where rules ask for changes of maps and ACLs. */
    public PatternReports patterns() {
        return patterns;
    }

    /** Who finds addresses of names. */
    public NameLookup names() {
        return names;
    }

    /** Says who that is. */
    public void names(NameLookup lookup) {
        names = lookup;
    }

    /** The variables of the process. */
    public ProcessVariables variables() {
        return variables;
    }

    /** Variables of a new session. */
    public LocalVariables session() {
        return new LocalVariables(limit(GlobalSettings.VARS_SESS_MAX));
    }

    /** Variables of transactions, of whatever session. */
    public LocalVariables transaction() {
        return new LocalVariables(limit(GlobalSettings.VARS_TXN_MAX));
    }

    /** Variables of requests or responses within {@code transaction}. */
    public LocalVariables message(LocalVariables transaction) {
        return new LocalVariables(limit(GlobalSettings.VARS_REQRES_MAX), transaction);
    }

    /** Variables of one health check. */
    public LocalVariables check() {
        return new LocalVariables(limit(GlobalSettings.VARS_REQRES_MAX));
    }

    /** Memory for the samples of one thread. */
    public Scratch scratch() {
        return new Scratch(state.configuration().global().get(GlobalSettings.BUFSIZE));
    }
}

package dev.sluice.config.parse;

import dev.sluice.config.Balance;
import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Http2Settings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.LogFormat;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.Rule;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Setting;
import dev.sluice.config.Settings;
import java.util.List;

/** Takes from a TCP proxy what needs HTTP, most often because the defaults section says it for all, and says so. */
final class ModeChecks {
    private final Diagnostics diagnostics;
    private final Scope proxy;
    private final String title;

    ModeChecks(Diagnostics diagnostics, Scope proxy, String title) {
        this.diagnostics = diagnostics;
        this.proxy = proxy;
        this.title = title;
    }

    void run() {
        Settings.Builder settings = proxy.settings();
        boolean front = proxy.place() != Place.BACKEND;
        if (!front) {
            switching();
        }
        if (settings.get(ProxySettings.MODE) == Mode.HTTP) {
            plain();
            return;
        }
        protocols();
        if (front && settings.get(ProxySettings.LOG_FORMAT) == LogFormat.HTTP) {
            warn(
                    ProxySettings.LOG_FORMAT,
                    "'option httplog' needs 'mode http'; " + title + " logs as with 'option tcplog'.");
            settings.set(ProxySettings.LOG_FORMAT, LogFormat.TCP);
        }
        if (settings.get(ProxySettings.UPGRADES)) {
            // All that is said of HTTP holds for what becomes that.
            return;
        }
        if (front && settings.get(ProxySettings.STATS_PAGE).enabled()) {
            ignore(ProxySettings.STATS_PAGE, "'stats' is");
        }
        if (!settings.get(ProxySettings.HTTP_REQUEST).isEmpty()) {
            ignore(ProxySettings.HTTP_REQUEST, "'http-request' rules are");
        }
        if (!settings.get(ProxySettings.HTTP_RESPONSE).isEmpty()) {
            ignore(ProxySettings.HTTP_RESPONSE, "'http-response' rules are");
        }
        if (!settings.get(ProxySettings.HTTP_AFTER_RESPONSE).isEmpty()) {
            ignore(ProxySettings.HTTP_AFTER_RESPONSE, "'http-after-response' rules are");
        }
        if (settings.get(ProxySettings.COOKIE).isSet()) {
            ignore(ProxySettings.COOKIE, "'cookie' is");
        }
        Algorithm algorithm = settings.get(ProxySettings.BALANCE).algorithm();
        if (algorithm.needsHttp()) {
            warn(
                    ProxySettings.BALANCE,
                    "'balance " + algorithm.word() + "' needs 'mode http'; " + title + " takes 'balance roundrobin'.");
            settings.set(ProxySettings.BALANCE, new Balance(Algorithm.ROUNDROBIN, List.of()));
        }
        if (settings.get(ProxySettings.FORWARDFOR).enabled()) {
            ignore(ProxySettings.FORWARDFOR, "'option forwardfor' is");
        }
        if (settings.get(ProxySettings.ORIGINALTO).enabled()) {
            ignore(ProxySettings.ORIGINALTO, "'option originalto' is");
        }
        if (settings.get(ProxySettings.FORWARDED).enabled()) {
            ignore(ProxySettings.FORWARDED, "'option forwarded' is");
        }
    }

    /** Backends may have inherited what only frontends can do. */
    private void switching() {
        for (Rule rule : proxy.settings().get(ProxySettings.TCP_CONTENT)) {
            if (rule.action().equals(ProxySettings.SWITCH_MODE)) {
                diagnostics.alert(rule.location(), "'switch-mode' is for frontends, which " + title + " is not.");
            }
        }
    }

    /** Who speaks HTTP speaks it everywhere. */
    private void plain() {
        for (BindSpec bind : proxy.binds()) {
            if (bind.settings().get(Http2Settings.PROTO).equals("none")) {
                diagnostics.alert(
                        bind.location(),
                        title + " : MUX protocol 'none' is not usable for 'bind "
                                + bind.addresses().get(0).display() + "' at " + bind.location() + ".");
            }
        }
    }

    /** Versions of HTTP are none of TCP's business. */
    private void protocols() {
        for (BindSpec bind : proxy.binds()) {
            String said = bind.settings().get(Http2Settings.PROTO);
            if (!said.isEmpty() && !said.equals("none")) {
                diagnostics.alert(
                        bind.location(),
                        title + " : MUX protocol '" + said + "' is not usable for 'bind "
                                + bind.addresses().get(0).display() + "' at " + bind.location() + ".");
            }
        }
        for (ServerSpec server : proxy.servers()) {
            String said = server.settings().get(Http2Settings.PROTO);
            if (!said.isEmpty()) {
                diagnostics.alert(
                        server.location(),
                        title + " : MUX protocol '" + said + "' is not usable for server '" + server.name() + "' at "
                                + server.location() + ".");
            }
        }
    }

    private void ignore(Setting<?> setting, String what) {
        warn(setting, what + " ignored for " + title + ", as it needs 'mode http'.");
        proxy.settings().unset(setting);
    }

    /** A warning may be nothing but the consequence of a line that was refused, so there is none after an alert. */
    private void warn(Setting<?> setting, String text) {
        if (!diagnostics.hasAlerts()) {
            diagnostics.warning(proxy.lineOf(setting), text);
        }
    }
}

package dev.sluice.config;

import dev.sluice.tls.TlsFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a set of configuration files says, as one immutable value.
 *
 * @param global the {@code global} sections, see {@link GlobalSettings}
 * @param sluice the {@code sluice} sections, see {@link SluiceSettings}
 * @param statsSockets the {@code stats socket} lines, in order; their settings are {@link BindSettings}
 * @param proxies frontends, backends and listens, in order of the files
 * @param defaults the named defaults sections in order, for what is added at run time
 * @param tls what the files hold that it names for encryption
 * @param notices what the files themselves announce ({@code .notice}) and other remarks of the parser that are no errors
 */
public record Configuration(
        Settings global,
        Settings sluice,
        List<BindSpec> statsSockets,
        List<ProxySpec> proxies,
        Map<String, Settings> defaults,
        TlsFiles tls,
        List<Diagnostic> notices) {
    /** All stick tables: those of peers sections, then those of proxies, in order. */
    public List<TableSpec> tables() {
        return Stream.concat(
                        global.get(GlobalSettings.PEERS).stream().flatMap(peers -> peers.tables().stream()),
                        proxies.stream().flatMap(proxy -> proxy.settings().get(ProxySettings.STICK_TABLE).stream()))
                .toList();
    }

    /** One that names no files for encryption. */
    public Configuration(
            Settings global,
            Settings sluice,
            List<BindSpec> statsSockets,
            List<ProxySpec> proxies,
            Map<String, Settings> defaults,
            List<Diagnostic> notices) {
        this(global, sluice, statsSockets, proxies, defaults, TlsFiles.EMPTY, notices);
    }

    /** Keeps copies of the collections. */
    public Configuration {
        statsSockets = List.copyOf(statsSockets);
        proxies = List.copyOf(proxies);
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        notices = List.copyOf(notices);
    }
}

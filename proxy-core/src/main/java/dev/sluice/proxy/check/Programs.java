package dev.sluice.proxy.check;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.GlobalSettings.ExternalChecks;
import dev.sluice.config.Http2Settings;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.Settings;
import dev.sluice.state.Backend;
import dev.sluice.state.Listener;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What programs that check servers are started with. */
final class Programs {
    private static final String NOT_USED = "NOT_USED";
    /** Ours alone: it tells the virtual machine which signal to leave to us. */
    private static final String OWN_VARIABLE = "_JAVA_SR_SIGNUM";

    private Programs() {}

    /** A place as a program is told it; both empty for none. */
    private record Named(String host, String port) {
        String hostWord() {
            return host.isEmpty() ? NOT_USED : host;
        }

        String portWord() {
            return port.isEmpty() ? NOT_USED : port;
        }
    }

    /** The program that checks a server, not started. */
    static ProcessBuilder of(Server server, RuntimeState state) {
        Backend backend = server.backend();
        Settings settings = backend.settings();
        Named proxy = listener(backend, state);
        Named own = address(server.address());
        String path = settings.get(ProxySettings.EXTERNAL_PATH);
        List<String> words = List.of(
                find(settings.get(ProxySettings.EXTERNAL_COMMAND), path),
                proxy.hostWord(),
                proxy.portWord(),
                own.hostWord(),
                own.portWord());
        ProcessBuilder program = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = program.environment();
        if (state.configuration().global().get(GlobalSettings.EXTERNAL_CHECKS) == ExternalChecks.WITH_ENVIRONMENT) {
            environment.remove(OWN_VARIABLE);
        } else {
            environment.clear();
        }
        environment.put("PATH", path);
        environment.put("HAPROXY_PROXY_NAME", backend.name());
        environment.put("HAPROXY_PROXY_ID", Integer.toString(backend.id()));
        environment.put("HAPROXY_PROXY_ADDR", proxy.host());
        environment.put("HAPROXY_PROXY_PORT", proxy.port());
        environment.put("HAPROXY_SERVER_NAME", server.name());
        environment.put("HAPROXY_SERVER_ID", Integer.toString(server.id()));
        environment.put("HAPROXY_SERVER_ADDR", own.host());
        environment.put("HAPROXY_SERVER_PORT", own.port());
        environment.put("HAPROXY_SERVER_MAXCONN", Integer.toString(server.maxconn()));
        environment.put(
                "HAPROXY_SERVER_CURCONN", Integer.toString(server.sessions().get()));
        environment.put("HAPROXY_SERVER_SSL", server.encryption().isOn() ? "1" : "0");
        environment.put("HAPROXY_SERVER_PROTO", protocol(server));
        return program;
    }

    private static String protocol(Server server) {
        if (server.settings().get(Http2Settings.PROTO).equals("h2")) {
            return "h2";
        }
        return server.backend().settings().get(ProxySettings.MODE) == ProxySettings.Mode.HTTP ? "h1" : "tcp";
    }

    /** A name without a slash is looked for in the directories that are said, not in ours. */
    private static String find(String command, String path) {
        if (command.indexOf('/') >= 0) {
            return command;
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            File file = new File(directory, command);
            if (file.canExecute()) {
                return file.getPath();
            }
        }
        return "/" + command; // Nowhere: to be told as any program that is not there.
    }

    private static Named listener(Backend backend, RuntimeState state) {
        List<Listener> listeners = new ArrayList<>();
        state.topology().sameSection(backend).ifPresent(frontend -> listeners.addAll(frontend.listeners()));
        for (Listener listener : listeners) {
            Optional<Named> named = named(listener.address());
            if (named.isPresent()) {
                return named.get();
            }
        }
        return new Named("", "");
    }

    private static Optional<Named> named(ListenAddress address) {
        if (address instanceof ListenAddress.Inet inet) {
            return Optional.of(new Named(inet.host(), Integer.toString(inet.port())));
        }
        return address instanceof ListenAddress.Unix unix ? Optional.of(new Named(unix.path(), "")) : Optional.empty();
    }

    private static Named address(ServerAddress address) {
        return new Named(address.host(), address.isLocalSocket() ? "" : Integer.toString(Math.max(0, address.port())));
    }
}

package dev.sluice.operation.server;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.Setting;
import dev.sluice.config.keyword.RunningServer;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.AdminState;
import dev.sluice.state.Check;
import dev.sluice.state.Server;
import dev.sluice.state.TlsBindings;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sets over a server's line what its checks and its agent go by, and its name. */
final class SettingHandlers {
    private static final String NO_CHECK = "health checks are not enabled on this server";
    private static final String NO_AGENT = "agent checks are not enabled on this server";
    /** Room for a name in a row of a state file. */
    private static final int NAME_MAX = 80;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    private SettingHandlers() {}

    static Outcome checkAddress(SetServerCheckAddress operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> enabled(server.health(), operation.address(), NO_CHECK, Reason.CHECK_NOT_CONFIGURED)
                        .then(address -> {
                            set(context, server, ServerSettings.CHECK_ADDR, address.host());
                            AddressArgument.Port port = address.port();
                            return port == null ? Outcome.OK : port(context, server, ServerSettings.CHECK_PORT, port);
                        }));
    }

    static Outcome checkPort(SetServerCheckPort operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> enabled(server.health(), operation.port(), NO_CHECK, Reason.CHECK_NOT_CONFIGURED)
                        .then(port -> set(context, server, ServerSettings.CHECK_PORT, port)));
    }

    static Outcome agentAddress(SetServerAgentAddress operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> enabled(server.agent(), operation.address(), NO_AGENT, Reason.AGENT_NOT_CONFIGURED)
                        .then(address -> {
                            set(context, server, ServerSettings.AGENT_ADDR, address.host());
                            AddressArgument.Port port = address.port();
                            return port == null ? Outcome.OK : port(context, server, ServerSettings.AGENT_PORT, port);
                        }));
    }

    static Outcome agentPort(SetServerAgentPort operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> enabled(server.agent(), operation.port(), NO_AGENT, Reason.AGENT_NOT_CONFIGURED)
                        .then(port -> set(context, server, ServerSettings.AGENT_PORT, port)));
    }

    static Outcome agentSend(SetServerAgentSend operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> server.agent().isEnabled()
                        ? set(context, server, ServerSettings.AGENT_SEND, operation.text())
                        : Outcome.refused(Reason.AGENT_NOT_CONFIGURED, NO_AGENT + "."));
    }

    /** A missing argument is told before a check that is off, a bad one behind it. */
    private static <T> Checked<T> enabled(Check check, Checked<T> argument, String refusal, Reason reason) {
        Outcome.Refused refused = argument.refused();
        boolean missing = refused != null && refused.reason() == Reason.MISSING_ARGUMENT;
        return missing || check.isEnabled() ? argument : Checked.warned(reason, refusal);
    }

    private static Outcome port(Context context, Server server, Setting<Integer> setting, AddressArgument.Port port) {
        return set(context, server, setting, port.number());
    }

    private static <T> Outcome set(Context context, Server server, Setting<T> setting, T value) {
        if (!server.settings().get(setting).equals(value)) {
            context.servers().set(server, setting, value);
            context.changed("server " + server + " has " + setting + " " + value);
        }
        return Outcome.OK;
    }

    static Outcome name(SetServerName operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> nameProblem(server, operation.name(), context).orElseGet(() -> {
                    String before = server.toString();
                    context.servers().rename(server, operation.name());
                    context.changed("server " + before + " is now " + server);
                    return Outcome.done(Severity.NOTICE, "Server name updated.");
                }));
    }

    private static Optional<Outcome> nameProblem(Server server, String name, Context context) {
        if (name.isEmpty()) {
            return refused(Reason.MISSING_ARGUMENT, "set server <b>/<s> name requires a new name.");
        }
        if ((server.adminState() & AdminState.MAINT) == 0) {
            return refused(
                    Reason.SERVER_IN_SERVICE,
                    "Server must be in maintenance mode to be renamed (set server <b>/<s> state maint).");
        }
        if (name.length() >= NAME_MAX) {
            return refused(Reason.BAD_ARGUMENT, "Server name too long.");
        }
        if (RunningServer.invalidCharacter(name) >= 0) {
            return refused(Reason.BAD_ARGUMENT, "Server name contains invalid characters.");
        }
        if (ServerRemoval.isNamed(server, context.state().configuration())) {
            return refused(
                    Reason.SERVER_REFERENCED,
                    "Cannot rename: server's name is statically referenced (use-server, track, or sample argument).");
        }
        boolean taken = server.backend().servers().stream()
                .anyMatch(other -> other != server && other.name().equals(name));
        return taken
                ? refused(Reason.NAME_TAKEN, "A server with the same name already exists in this backend.")
                : Optional.empty();
    }

    private static Optional<Outcome> refused(Reason reason, String text) {
        return Optional.of(Outcome.refused(reason, text));
    }

    private static Outcome warned(String text) {
        return new Outcome.Refused(Reason.BAD_ARGUMENT, Severity.WARNING, text);
    }

    static Outcome fqdn(SetServerFqdn operation, Context context) {
        return Find.server(context, operation.server()).then(server -> {
            if (operation.name().isEmpty()) {
                return Outcome.refused(Reason.MISSING_ARGUMENT, "set server <b>/<s> fqdn requires a FQDN.");
            }
            if (server.settings().get(ServerSettings.RESOLVERS).isEmpty()) {
                return Outcome.refused(
                        Reason.RESOLUTION_NOT_CONFIGURED,
                        "set server <b>/<s> fqdn failed because no resolution is configured.");
            }
            String before = server.settings().get(ServerSettings.FQDN);
            if (before.equals(operation.name())) {
                return Outcome.done(Severity.WARNING, "no need to change the FDQN by 'stats socket command'");
            }
            if (!NAME.matcher(operation.name()).matches()) {
                return warned("invalid fqdn '" + operation.name() + "' by 'stats socket command'");
            }
            if (operation.name().startsWith(".") || operation.name().contains("..")) {
                return warned("could not update " + server + " FQDN by 'stats socket command'");
            }
            context.servers().set(server, ServerSettings.FQDN, operation.name());
            context.changed("server " + server + " is where " + operation.name() + " leads");
            return Outcome.done(
                    Severity.WARNING,
                    server + " changed its FQDN from " + (before.isEmpty() ? "(null)" : before) + " to "
                            + operation.name() + " by 'stats socket command'");
        });
    }

    static Outcome ssl(SetServerSsl operation, Context context) {
        return Find.server(context, operation.server()).then(server -> {
            if (server.isDynamic()) {
                return Outcome.refused(Reason.NOT_SUPPORTED, "'set server <srv> ssl' not supported on dynamic servers");
            }
            if (!TlsBindings.isNamed(server.settings())) {
                return Outcome.refused(
                        Reason.ENCRYPTION_NOT_CONFIGURED,
                        "'set server <srv> ssl' cannot be set.  default-server should define ssl settings");
            }
            boolean on = operation.word().equals("on");
            if (!on && !operation.word().equals("off")) {
                return Outcome.refused(Reason.BAD_ARGUMENT, "'set server <srv> ssl' expects 'on' or 'off'.");
            }
            if (server.encryption().isOn() != on) {
                context.servers().encrypt(server, on);
                context.changed("connections to server " + server + (on ? " are" : " are not") + " encrypted");
            }
            return Outcome.done(Severity.NOTICE, "server ssl setting updated.");
        });
    }
}

package dev.sluice.grpc;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.grpc.v1.AddressFamily;
import dev.sluice.grpc.v1.AdminCause;
import dev.sluice.grpc.v1.AdminState;
import dev.sluice.grpc.v1.Check;
import dev.sluice.grpc.v1.CheckStatus;
import dev.sluice.grpc.v1.CheckVerdict;
import dev.sluice.grpc.v1.Drain;
import dev.sluice.grpc.v1.DrainEnd;
import dev.sluice.grpc.v1.DrainPhase;
import dev.sluice.grpc.v1.OperationalState;
import dev.sluice.grpc.v1.Server;
import dev.sluice.grpc.v1.ServerConnections;
import dev.sluice.state.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** Servers as messages. */
final class ServerMessages {
    private final Times times;
    private final Etags etags;

    ServerMessages(Times times, Etags etags) {
        this.times = times;
        this.etags = etags;
    }

    /** A server as it is now. */
    Server of(dev.sluice.state.Server server) {
        Server.Builder message = Server.newBuilder()
                .setName(Names.of(server))
                .setId(server.id())
                .setAddress(of(server.address()))
                .setWeight(server.weight())
                .setMaxConnections(server.maxconn())
                .setInitialWeight(server.initialWeight())
                .setThrottlePercent(server.throttlePercent())
                .setAdminState(adminState(server.adminState()))
                .addAllAdminCauses(causes(server.adminState()))
                .setOperationalState(of(server.operationalState()))
                .setLastChangeTime(times.timestamp(server.lastChangeMillis()))
                .setHealthCheck(of(server.health()))
                .setAgentCheck(of(server.agent()))
                .setBackup(server.isBackup())
                .setRevision(server.revision())
                .setEtag(etags.of(server.revision()));
        dev.sluice.state.Server tracked = server.tracked();
        if (tracked != null) {
            message.setTrackedServer(Names.of(tracked));
        }
        return message.build();
    }

    /** A drain. */
    Drain of(dev.sluice.state.Drain.Report report) {
        Drain.Builder message = Drain.newBuilder()
                .setServer(Names.of(report.server()))
                .setPhase(
                        switch (report.phase()) {
                            case DRAINING -> DrainPhase.DRAIN_PHASE_DRAINING;
                            case KILLING -> DrainPhase.DRAIN_PHASE_KILLING;
                            case EMPTY -> DrainPhase.DRAIN_PHASE_EMPTY;
                            case EXPIRED -> DrainPhase.DRAIN_PHASE_EXPIRED;
                            case CANCELLED -> DrainPhase.DRAIN_PHASE_CANCELLED;
                            case OVERRULED -> DrainPhase.DRAIN_PHASE_OVERRULED;
                        })
                .setSessionsLeft(report.left())
                .setSessionsAtStart(report.atStart())
                .setSessionsCut(report.cut())
                .setStartTime(times.timestamp(report.startMillis()))
                .setEnd(
                        switch (report.plan().end()) {
                            case KEEP -> DrainEnd.DRAIN_END_KEEP;
                            case MAINT -> DrainEnd.DRAIN_END_MAINT;
                            case KILL -> DrainEnd.DRAIN_END_KILL;
                        })
                .setCaller(report.by());
        if (report.plan().deadlineMillis() != 0) {
            message.setDeadlineTime(times.timestamp(report.plan().deadlineMillis()));
        }
        return message.build();
    }

    /** The connections to a server now. */
    static ServerConnections connections(dev.sluice.state.Server server) {
        ServerConnections.Builder message = ServerConnections.newBuilder()
                .setServer(Names.of(server))
                .setAddress(of(server.address()))
                .setServed(server.sessions().get())
                .setUsed(server.usedConnections().get())
                .setUsedMax(server.usedConnections().maximum())
                .setIdle(server.idleConnections().get())
                .setPurgeDelay(Times.duration(server.settings().get(ServerSettings.POOL_PURGE_DELAY)));
        int limit = server.settings().get(ServerSettings.POOL_MAX_CONN);
        if (limit >= 0) {
            message.setIdleMax(limit);
        }
        return message.build();
    }

    static dev.sluice.grpc.v1.ServerAddress of(ServerAddress address) {
        dev.sluice.grpc.v1.ServerAddress.Builder message = dev.sluice.grpc.v1.ServerAddress.newBuilder()
                .setFamily(
                        switch (address.family()) {
                            case IPV4 -> AddressFamily.ADDRESS_FAMILY_IPV4;
                            case IPV6 -> AddressFamily.ADDRESS_FAMILY_IPV6;
                            case NAME -> AddressFamily.ADDRESS_FAMILY_NAME;
                            case UNIX -> AddressFamily.ADDRESS_FAMILY_UNIX;
                            case ABSTRACT, ABSTRACT_ZERO -> AddressFamily.ADDRESS_FAMILY_ABSTRACT;
                        })
                .setHost(address.host());
        if (address.portMapped()) {
            message.setPortOffset(address.port());
        } else if (address.port() != 0) {
            message.setPort(address.port());
        }
        return message.build();
    }

    static AdminState adminState(int bits) {
        if ((bits & dev.sluice.state.AdminState.MAINT) != 0) {
            return AdminState.ADMIN_STATE_MAINT;
        }
        return (bits & dev.sluice.state.AdminState.DRAIN) != 0
                ? AdminState.ADMIN_STATE_DRAIN
                : AdminState.ADMIN_STATE_READY;
    }

    private static List<AdminCause> causes(int bits) {
        List<AdminCause> causes = new ArrayList<>();
        // The values of the enum are in order of the bits.
        for (int bit = 0; bit < dev.sluice.grpc.v1.AdminCause.values().length - 2; bit++) {
            if ((bits & 1 << bit) != 0) {
                causes.add(AdminCause.forNumber(bit + 1));
            }
        }
        return causes;
    }

    static OperationalState of(dev.sluice.state.OperationalState state) {
        return switch (state) {
            case STOPPED -> OperationalState.OPERATIONAL_STATE_STOPPED;
            case STARTING -> OperationalState.OPERATIONAL_STATE_STARTING;
            case RUNNING -> OperationalState.OPERATIONAL_STATE_RUNNING;
            case STOPPING -> OperationalState.OPERATIONAL_STATE_STOPPING;
        };
    }

    private static Check of(dev.sluice.state.Check check) {
        CheckResult last = check.last();
        Check.Builder message = Check.newBuilder()
                .setConfigured(check.isConfigured())
                .setEnabled(check.isEnabled())
                .setPaused(check.isPaused())
                .setInProgress(check.isRunning())
                .setRise(check.rise())
                .setFall(check.fall())
                .setHealth(check.health())
                .setLastStatus(status(last.status()))
                .setLastVerdict(verdict(last.verdict()))
                .setLastMessage(last.text());
        if (last.httpStatus() >= 0) {
            message.setLastHttpStatus(last.httpStatus());
        }
        if (last.durationMillis() >= 0) {
            message.setLastDuration(Times.duration(last.durationMillis()));
        }
        return message.build();
    }

    static CheckStatus status(dev.sluice.state.CheckStatus status) {
        return switch (status) {
            case UNKNOWN -> CheckStatus.CHECK_STATUS_UNSPECIFIED;
            case INITIALIZING -> CheckStatus.CHECK_STATUS_INITIALIZING;
            case CHECKED -> CheckStatus.CHECK_STATUS_CHECKED;
            case HTTP_ANALYZE -> CheckStatus.CHECK_STATUS_HTTP_ANALYZE;
            case SOCKET_ERROR -> CheckStatus.CHECK_STATUS_SOCKET_ERROR;
            case L4_OK -> CheckStatus.CHECK_STATUS_LAYER4_OK;
            case L4_TIMEOUT -> CheckStatus.CHECK_STATUS_LAYER4_TIMEOUT;
            case L4_CONNECTION -> CheckStatus.CHECK_STATUS_LAYER4_CONNECTION;
            case L6_OK -> CheckStatus.CHECK_STATUS_LAYER6_OK;
            case L6_TIMEOUT -> CheckStatus.CHECK_STATUS_LAYER6_TIMEOUT;
            case L6_RESPONSE -> CheckStatus.CHECK_STATUS_LAYER6_RESPONSE;
            case L7_TIMEOUT -> CheckStatus.CHECK_STATUS_LAYER7_TIMEOUT;
            case L7_RESPONSE -> CheckStatus.CHECK_STATUS_LAYER7_RESPONSE;
            case L7_OK -> CheckStatus.CHECK_STATUS_LAYER7_OK;
            case L7_OK_CONDITIONAL -> CheckStatus.CHECK_STATUS_LAYER7_OK_CONDITIONAL;
            case L7_STATUS -> CheckStatus.CHECK_STATUS_LAYER7_STATUS;
            case PROCESS_ERROR -> CheckStatus.CHECK_STATUS_PROCESS_ERROR;
            case PROCESS_TIMEOUT -> CheckStatus.CHECK_STATUS_PROCESS_TIMEOUT;
            case PROCESS_OK -> CheckStatus.CHECK_STATUS_PROCESS_OK;
        };
    }

    private static CheckVerdict verdict(CheckResult.Verdict verdict) {
        return switch (verdict) {
            case UNKNOWN -> CheckVerdict.CHECK_VERDICT_UNSPECIFIED;
            case NEUTRAL -> CheckVerdict.CHECK_VERDICT_NEUTRAL;
            case FAILED -> CheckVerdict.CHECK_VERDICT_FAILED;
            case PASSED -> CheckVerdict.CHECK_VERDICT_PASSED;
            case CONDITIONAL -> CheckVerdict.CHECK_VERDICT_CONDITIONAL;
        };
    }
}

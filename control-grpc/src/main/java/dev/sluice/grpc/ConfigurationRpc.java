package dev.sluice.grpc;

import dev.sluice.grpc.v1.ConfigurationServiceGrpc;
import dev.sluice.grpc.v1.ReloadConfigurationRequest;
import dev.sluice.grpc.v1.ReloadConfigurationResponse;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.process.Reload;
import dev.sluice.state.ReloadReport;
import io.grpc.stub.StreamObserver;

/** The service of the configuration. */
final class ConfigurationRpc extends ConfigurationServiceGrpc.ConfigurationServiceImplBase {
    private final Kit kit;

    ConfigurationRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void reloadConfiguration(
            ReloadConfigurationRequest request, StreamObserver<ReloadConfigurationResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> kit.calls()
                                .submit(
                                        new Reload(),
                                        new Subject("", "configuration", ""),
                                        Precondition.NONE,
                                        done -> ReloadConfigurationResponse.newBuilder()
                                                .setRevision(kit.calls().revision())
                                                .setReport(report(Calls.value(done, ReloadReport.class)))
                                                .addAllDiagnostics(Details.diagnostics(kit.state()
                                                                .configuration()
                                                                .notices())
                                                        .getDiagnosticsList())
                                                .build()));
    }

    private static dev.sluice.grpc.v1.ReloadReport report(ReloadReport report) {
        return dev.sluice.grpc.v1.ReloadReport.newBuilder()
                .setServersAdded(report.serversAdded())
                .setServersChanged(report.serversChanged())
                .setServersRemoved(report.serversRemoved())
                .setProxiesAdded(report.proxiesAdded())
                .setProxiesRemoved(report.proxiesRemoved())
                .setListenersOpened(report.listenersOpened())
                .setListenersClosed(report.listenersClosed())
                .setConnectionsClosed(report.connectionsClosed())
                .setRuntimeChangesKept(report.runtimeChangesKept())
                .setRuntimeChangesDropped(report.runtimeChangesDropped())
                .build();
    }
}

package dev.sluice.grpc;

import com.google.protobuf.Message;
import dev.sluice.config.Diagnostic;
import dev.sluice.grpc.v1.ConfigurationDiagnostics;
import dev.sluice.grpc.v1.DiagnosticSeverity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a refusal carries for programs into messages. */
final class Details {
    private Details() {}

    /** The message, or null where the refusal carries nothing that has one. */
    static @Nullable Message of(@Nullable Object detail) {
        if (detail instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Diagnostic) {
            return diagnostics(list.stream().map(Diagnostic.class::cast).toList());
        }
        return null;
    }

    /** Remarks about the configuration. */
    static ConfigurationDiagnostics diagnostics(List<Diagnostic> diagnostics) {
        return ConfigurationDiagnostics.newBuilder()
                .addAllDiagnostics(diagnostics.stream().map(Details::of).toList())
                .build();
    }

    private static dev.sluice.grpc.v1.Diagnostic of(Diagnostic diagnostic) {
        dev.sluice.grpc.v1.Diagnostic.Builder message = dev.sluice.grpc.v1.Diagnostic.newBuilder()
                .setSeverity(
                        switch (diagnostic.severity()) {
                            case ALERT -> DiagnosticSeverity.DIAGNOSTIC_SEVERITY_ALERT;
                            case WARNING -> DiagnosticSeverity.DIAGNOSTIC_SEVERITY_WARNING;
                            case NOTICE -> DiagnosticSeverity.DIAGNOSTIC_SEVERITY_NOTICE;
                            case DIAG -> DiagnosticSeverity.DIAGNOSTIC_SEVERITY_DIAG;
                        })
                .setMessage(diagnostic.text());
        var location = diagnostic.location();
        if (location != null) {
            message.setFile(location.file()).setLine(location.line());
        }
        return message.build();
    }
}

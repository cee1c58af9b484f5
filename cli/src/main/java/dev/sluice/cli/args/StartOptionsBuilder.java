package dev.sluice.cli.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the words say; confined to one thread. */
final class StartOptionsBuilder {
    final List<String> files = new ArrayList<>();
    StartOptions.Purpose purpose = StartOptions.Purpose.RUN;
    boolean background;
    boolean foreground;
    boolean master;
    boolean supervised;
    boolean quiet;
    boolean verbose;
    boolean warningsAreErrors;
    boolean diagnostics;
    int maxconn;
    StartOptions.Finishing finishing = StartOptions.Finishing.NOBODY;

    @Nullable
    String directory;

    @Nullable
    String pidFile;

    @Nullable
    String masterSocket;

    @Nullable
    String localPeer;

    @Nullable
    String condition;

    @Nullable
    String grpc;

    @Nullable
    String metrics;

    StartOptions build() {
        return new StartOptions(
                files,
                purpose,
                background,
                foreground,
                master,
                supervised,
                quiet,
                verbose,
                warningsAreErrors,
                diagnostics,
                directory,
                pidFile,
                masterSocket,
                maxconn,
                localPeer,
                finishing,
                condition,
                grpc,
                metrics);
    }
}

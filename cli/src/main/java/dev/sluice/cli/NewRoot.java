package dev.sluice.cli;

import dev.sluice.grpc.GrpcServer;
import dev.sluice.state.InternalService;
import dev.sluice.stats.MetricsServer;
import dev.sluice.stats.PrometheusExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;

/**
 * Getting ready for another root directory. The virtual machine opens its jars, its native libraries and its tables when they are first
 * needed, by paths; inside the new root there are none. So all of them are needed once before.
 */
final class NewRoot {
    private NewRoot() {}

    /** Uses what could be needed later; a scrape reads all figures of the virtual machine. Returns how much of it there is, for nobody. */
    static long prepare(PrometheusExporter metrics) {
        long used = openAllJars();
        loadLibraries();
        InternalService.Body scrape = metrics.answer("/metrics").body();
        for (byte[] piece = scrape.next(); piece != null; piece = scrape.next()) {
            used += piece.length;
        }
        used += ManagementFactory.getPlatformMBeanServer().getMBeanCount();
        used += ZoneId.systemDefault().getRules().getOffset(Instant.EPOCH).getTotalSeconds();
        used += new SecureRandom().nextInt(2);
        used += resolves("localhost") ? 1 : 0;
        return used;
    }

    private static boolean resolves(String name) {
        try {
            return !InetAddress.getByName(name).getHostAddress().isEmpty();
        } catch (UnknownHostException e) {
            return false; // What looks names up has been used all the same.
        }
    }

    private static void loadLibraries() {
        boolean unused = GrpcServer.loadLibraries();
        try {
            MetricsServer.loadLibraries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int openAllJars() {
        try {
            return Collections.list(NewRoot.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))
                    .size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

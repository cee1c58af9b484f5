package dev.sluice.cli.inside;

import dev.sluice.operation.inspect.Fact;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the process runs on. */
final class Platform {
    private Platform() {}

    static List<Fact> facts(List<Fact> build) {
        List<Fact> facts = new ArrayList<>(build);
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        facts.add(new Fact("Java info", "runtime", Runtime.version().toString()));
        facts.add(new Fact("Java info", "virtual machine", runtime.getVmName() + ", " + runtime.getVmVendor()));
        facts.add(new Fact("Java info", "options", String.join(" ", runtime.getInputArguments())));
        facts.add(new Fact("Platform info", "OS name", System.getProperty("os.name", "")));
        facts.add(new Fact("Platform info", "OS release", System.getProperty("os.version", "")));
        facts.add(new Fact("Platform info", "OS architecture", System.getProperty("os.arch", "")));
        facts.add(new Fact(
                "Platform info", "processors", "" + Runtime.getRuntime().availableProcessors()));
        line("/proc/cpuinfo", "model name")
                .ifPresent(model -> facts.add(new Fact("Platform info", "cpu model", model)));
        facts.add(new Fact("Process info", "pid", "" + runtime.getPid()));
        line("/proc/self/status", "CapEff").ifPresent(set -> facts.add(new Fact("Process info", "CapEff", "0x" + set)));
        line("/proc/self/status", "CapPrm").ifPresent(set -> facts.add(new Fact("Process info", "CapPrm", "0x" + set)));
        facts.add(new Fact("Process info", "heap limit", Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB"));
        return facts;
    }

    /** What stands behind the colon of the first line that begins so. */
    private static Optional<String> line(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            // Behind a chroot there may be no /proc.
            return Optional.empty();
        }
    }
}

package dev.sluice.cli.args;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the program is to start; what HAProxy's options say (management guide section 3), and what {@code sluice run} says.
 *
 * @param files configuration files and directories, in order
 * @param purpose what the process is for
 * @param background whether it detaches once ready ({@code -D}); the configuration's {@code daemon} says the same
 * @param foreground whether it stays in any case ({@code -db}, {@code -d})
 * @param master whether one process plays HAProxy's master and worker ({@code -W}, {@code -Ws})
 * @param supervised whether a supervisor is told of readiness ({@code -Ws})
 * @param quiet whether notices and warnings stay unsaid ({@code -q})
 * @param verbose whether a valid configuration is worth a line ({@code -V})
 * @param warningsAreErrors {@code -dW}
 * @param diagnostics {@code -dD}
 * @param directory where relative paths start ({@code -C}); null for the present one
 * @param pidFile {@code -p}; null for the configuration's
 * @param masterSocket {@code -S}: address and options, separated by commas; null for none
 * @param maxconn {@code -n}; 0 for the configuration's
 * @param localPeer {@code -L}; null for the host's name
 * @param finishing processes to end once this one listens
 * @param condition the expression of {@code -cc}; null without
 * @param grpc {@code --grpc}; null for the configuration's
 * @param metrics {@code --metrics}; null for the configuration's
 */
public record StartOptions(
        List<String> files,
        Purpose purpose,
        boolean background,
        boolean foreground,
        boolean master,
        boolean supervised,
        boolean quiet,
        boolean verbose,
        boolean warningsAreErrors,
        boolean diagnostics,
        @Nullable String directory,
        @Nullable String pidFile,
        @Nullable String masterSocket,
        int maxconn,
        @Nullable String localPeer,
        Finishing finishing,
        @Nullable String condition,
        @Nullable String grpc,
        @Nullable String metrics) {
    /** Keeps a copy of the list. */
    public StartOptions {
        files = List.copyOf(files);
    }

    /** What the process is for. */
    public enum Purpose {
        /** Forward traffic. */
        RUN,
        /** Read the files, say what is wrong, end ({@code -c}). */
        CHECK,
        /** Answer one question by the exit status ({@code -cc}). */
        CONDITION,
        /** Say the version ({@code -v}). */
        VERSION,
        /** Say the version's number alone ({@code -vq}). */
        VERSION_NUMBER,
        /** Say its first three parts ({@code -vqs}). */
        SHORT_VERSION,
        /** Say its first two parts ({@code -vqb}). */
        BRANCH,
        /** Say how it was built ({@code -vv}). */
        BUILD_OPTIONS,
        /** Say the options ({@code -h}). */
        USAGE
    }

    /**
     * Processes that this one takes over from.
     *
     * @param soft whether they finish what they serve ({@code -sf}) or end at once ({@code -st})
     * @param processes their numbers
     */
    public record Finishing(boolean soft, List<Long> processes) {
        /** Nobody. */
        public static final Finishing NOBODY = new Finishing(true, List.of());

        /** Keeps a copy of the list. */
        public Finishing {
            processes = List.copyOf(processes);
        }
    }
}

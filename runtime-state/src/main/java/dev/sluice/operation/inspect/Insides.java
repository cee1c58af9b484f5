package dev.sluice.operation.inspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the program can tell of its own insides; its wiring implements it. Calls return at once, stages complete on a thread where waiting
 * hurts nobody.
 */
public interface Insides {
    /** Of a program that tells nothing. */
    Insides NONE = new Insides() {};

    /** Its threads. */
    default CompletionStage<List<ThreadReport>> threads() {
        return CompletableFuture.completedStage(List.of());
    }

    /** Its memory. */
    default CompletionStage<List<MemoryPool>> pools() {
        return CompletableFuture.completedStage(List.of());
    }

    /** Its open descriptors. */
    default CompletionStage<List<Descriptor>> descriptors() {
        return CompletableFuture.completedStage(List.of());
    }

    /** Its code. */
    default CompletionStage<List<Library>> libraries() {
        return CompletableFuture.completedStage(List.of());
    }

    /** What it is and runs on. */
    default CompletionStage<List<Fact>> facts() {
        return CompletableFuture.completedStage(List.of());
    }

    /** What was said when the configuration in force was read. */
    default List<String> startupLogs() {
        return List.of();
    }

    /** What was gathered by profiling. */
    default CompletionStage<Profile> profile() {
        return CompletableFuture.completedStage(Profile.NONE);
    }

    /** Begins or ends to profile. */
    default void profile(SetProfiling.Mode mode) {}

    /** Sends a request; an empty method or one that cannot be sent has been refused before. */
    default CompletionStage<Fetched> fetch(String method, String uri) {
        return CompletableFuture.completedStage(new Fetched(0, "Service Unavailable", List.of(), ""));
    }
}

package dev.sluice.operation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a configuration wants open besides traffic's listeners, open but not in use yet. Either committed or abandoned, once. */
public interface Prepared {
    /** Nothing was to be opened. */
    Prepared NOTHING = new Prepared() {
        @Override
        public List<String> errors() {
            return List.of();
        }

        @Override
        public CompletionStage<List<String>> commit() {
            return CompletableFuture.completedStage(List.of());
        }

        @Override
        public CompletionStage<Void> abandon() {
            return CompletableFuture.completedStage(null);
        }
    };

    /** Why some could not be opened; what has errors can only be abandoned. */
    List<String> errors();

    /** Takes what is new into use and closes what is gone; completes with what went wrong at this last moment. */
    CompletionStage<List<String>> commit();

    /** Closes what was opened. */
    CompletionStage<Void> abandon();
}

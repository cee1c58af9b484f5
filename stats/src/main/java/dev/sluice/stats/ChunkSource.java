package dev.sluice.stats;

import dev.sluice.state.InternalService;
import org.jspecify.annotations.Nullable;

/** A long text in pieces of some ten kilobytes, made as they are pulled; confined to one thread at a time. */
public interface ChunkSource extends InternalService.Body {
    @Override
    byte @Nullable [] next();
}

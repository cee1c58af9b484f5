package dev.sluice.proxy.sample;

import org.jspecify.annotations.Nullable;

/** What {@code unique-id-format} makes of a request: once, when somebody asks first. */
public final class UniqueId {
    private static final Slot<byte[]> SLOT = new Slot<>();

    private UniqueId() {}

    /** The request's own; null where there is no format. */
    public static byte @Nullable [] of(SampleContext context) {
        Slots slots = context.stream();
        LogFormat format = context.uniqueIdFormat();
        if (slots == null || format == null) {
            return null;
        }
        byte[] known = slots.get(SLOT);
        if (known == null) {
            TextOutput text = new TextOutput(context.scratch().longest());
            format.append(context, new Sample(), text);
            known = text.copy();
            slots.put(SLOT, known);
        }
        return known;
    }
}

package dev.sluice.proxy.h2;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;

/** Takes a wire's events until its session has begun. */
enum Nobody implements WireHandler {
    HERE;

    @Override
    public void onReadable(Wire wire) {}

    @Override
    public void onWritable(Wire wire) {}

    @Override
    public void onError(Wire wire, WireError error) {}
}

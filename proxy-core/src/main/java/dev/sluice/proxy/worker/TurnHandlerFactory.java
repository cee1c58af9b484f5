package dev.sluice.proxy.worker;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Makes epoll handlers that tell their worker where a turn begins and ends, and that wait no longer than its first timer allows. So a
 * worker needs no scheduled tasks at all.
 */
final class TurnHandlerFactory implements IoHandlerFactory {
    private final Worker worker;

    TurnHandlerFactory(Worker worker) {
        this.worker = worker;
    }

    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new TurnHandler(worker, EpollIoHandler.newFactory().newHandler(executor));
    }

    private static final class TurnHandler implements IoHandler {
        private final Worker worker;
        private final IoHandler epoll;
        private final TurnContext context;

        TurnHandler(Worker worker, IoHandler epoll) {
            this.worker = worker;
            this.epoll = epoll;
            this.context = new TurnContext(worker);
        }

        @Override
        public void initialize() {
            epoll.initialize();
        }

        @Override
        public int run(IoHandlerContext loop) {
            worker.turnBegins();
            int handled = epoll.run(context.of(loop));
            worker.turnEnds();
            return handled;
        }

        @Override
        public void prepareToDestroy() {
            epoll.prepareToDestroy();
        }

        @Override
        public void destroy() {
            epoll.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return epoll.register(handle);
        }

        @Override
        public void wakeup() {
            epoll.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return epoll.isCompatible(handleType);
        }
    }

    /** The loop's own limits of a wait, and the worker's. */
    private static final class TurnContext implements IoHandlerContext {
        private final Worker worker;
        private IoHandlerContext loop = this;

        TurnContext(Worker worker) {
            this.worker = worker;
        }

        TurnContext of(IoHandlerContext next) {
            loop = next;
            return this;
        }

        @Override
        public boolean canBlock() {
            return !worker.hasMoreToDo() && loop.canBlock();
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            long timer = worker.timerDelayNanos();
            long task = loop.delayNanos(currentTimeNanos);
            return timer < 0 ? task : Math.min(timer, task);
        }

        @Override
        public long deadlineNanos() {
            // Epoll's handler asks here only whether there is a deadline, and for how long in delayNanos.
            long next = worker.timers().next();
            return next == Timer.NEVER ? loop.deadlineNanos() : Math.max(0, next);
        }

        @Override
        public void reportActiveIoTime(long activeNanos) {
            loop.reportActiveIoTime(activeNanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return loop.shouldReportActiveIoTime();
        }
    }
}

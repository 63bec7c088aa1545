package com.example.shop.common.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.context.SmartLifecycle;

/// What a service does beside its requests and events, on a thread of its own, from its start to its stop.
public abstract class BackgroundWork implements SmartLifecycle {

    private final String name;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile boolean running;

    /// @param name of the thread
    protected BackgroundWork(String name) {
        this.name = name;
    }

    /// Returns when there is nothing left to do, or soon after it was stopped.
    protected abstract void work() throws InterruptedException;

    /// Pauses, but no longer than until the work is stopped.
    /// @return whether it was
    protected final boolean isStoppedWithin(Duration pause) throws InterruptedException {
        return this.stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    protected final boolean isStopped() {
        return this.stopped.getCount() == 0;
    }

    private void run() {
        try {
            work();
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void start() {
        this.running = true;
        Thread.ofVirtual().name(this.name).start(this::run);
    }

    @Override
    public void stop() {
        this.stopped.countDown();
        this.running = false;
    }

    @Override
    public final boolean isRunning() {
        return this.running;
    }

}

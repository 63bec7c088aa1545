package com.example.shop.common.inbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/// Starts the inbox in the background and tries until it succeeds: Kafka's client refuses to be built while the broker's
/// name leads nowhere, which is how a broker that is away looks where names come and go with containers.
final class InboxStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InboxStart.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ConcurrentMessageListenerContainer<byte[], byte[]> inbox;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private boolean told;

    private volatile boolean running;

    InboxStart(ConcurrentMessageListenerContainer<byte[], byte[]> inbox) {
        this.inbox = inbox;
    }

    @Override
    public void start() {
        this.running = true;
        Thread.ofVirtual().name("inbox-start").start(this::startUntilDone);
    }

    private void startUntilDone() {
        try {
            while (!startedOrStopped()) {
                this.stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    // Against stop, so that nothing starts after it.
    private synchronized boolean startedOrStopped() {
        if (this.stopped.getCount() == 0) {
            return true;
        }
        try {
            this.inbox.start();
            return true;
        }
        catch (KafkaException failure) {
            if (!this.told) {
                log.warn("The inbox cannot be started yet, trying on: {}",
                        NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
                this.told = true;
            }
            this.inbox.stop();
            return false;
        }
    }

    @Override
    public void stop() {
        this.stopped.countDown();
        synchronized (this) {
            this.inbox.stop();
        }
        this.running = false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    // The container's own: last to start, first to stop.
    @Override
    public int getPhase() {
        return this.inbox.getPhase();
    }

}

package com.example.shop.common.inbox;

import java.time.Duration;

import org.apache.kafka.common.KafkaException;
import com.example.shop.common.messaging.BackgroundWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/// Starts the inbox in the background and tries until it succeeds: Kafka's client refuses to be built while the broker's
/// name leads nowhere, which is how a broker that is away looks where names come and go with containers.
final class InboxStart extends BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(InboxStart.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ConcurrentMessageListenerContainer<byte[], byte[]> inbox;

    private boolean told;

    InboxStart(ConcurrentMessageListenerContainer<byte[], byte[]> inbox) {
        super("inbox-start");
        this.inbox = inbox;
    }

    @Override
    protected void work() throws InterruptedException {
        while (!startedOrStopped()) {
            isStoppedWithin(PAUSE);
        }
    }

    // Against stop, so that nothing starts after it.
    private synchronized boolean startedOrStopped() {
        if (isStopped()) {
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
        super.stop();
        synchronized (this) {
            this.inbox.stop();
        }
    }

    // The container's own: last to start, first to stop.
    @Override
    public int getPhase() {
        return this.inbox.getPhase();
    }

}

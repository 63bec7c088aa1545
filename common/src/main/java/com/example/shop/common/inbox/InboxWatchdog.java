package com.example.shop.common.inbox;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;

/// Starts the consumers, and starts them again if one has ended. They cannot be started with the service: Kafka's client
/// refuses to be built while the broker's name does not resolve, and a service starts without a broker.
final class InboxWatchdog implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(InboxWatchdog.class);

    private final ConcurrentMessageListenerContainer<byte[], byte[]> consumers;

    private volatile @Nullable String trouble;

    InboxWatchdog(ConcurrentMessageListenerContainer<byte[], byte[]> consumers) {
        this.consumers = consumers;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void startWhatIsNotRunning() {
        if (isRunning()) {
            return;
        }
        if (this.consumers.isRunning()) {
            log.error("A consumer of the inbox has ended, all are started again");
        }
        try {
            this.consumers.stop();
            this.consumers.start();
            this.trouble = null;
        }
        catch (RuntimeException failure) {
            this.consumers.stop();
            String reason = "The inbox cannot be started and is tried again: "
                    + NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
            if (!reason.equals(this.trouble)) {
                log.warn(reason);
                this.trouble = reason;
            }
        }
    }

    private boolean isRunning() {
        return this.consumers.isRunning()
                && this.consumers.getContainers().stream().allMatch(MessageListenerContainer::isRunning);
    }

    @Override
    public Health health() {
        if (isRunning()) {
            return Health.up().build();
        }
        String reason = this.trouble;
        return Health.down().withDetail("wrong", (reason != null) ? reason : "No consumer is running").build();
    }

}

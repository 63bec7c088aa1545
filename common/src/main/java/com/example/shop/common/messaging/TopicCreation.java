package com.example.shop.common.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.example.shop.common.contracts.EventType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.util.unit.DataSize;

/// Creates the topics this service uses, in the background and for as long as it takes: a service starts, and accepts
/// orders, without a broker. Topics that exist stay as they are; they belong to whoever runs Kafka.
final class TopicCreation {

    private static final Logger log = LoggerFactory.getLogger(TopicCreation.class);

    private static final int TIMEOUT_MS = 5_000;

    private final Map<String, Object> adminSettings;

    private final MessagingProperties settings;

    private final List<NewTopic> topics;

    private @Nullable String trouble;

    private boolean complete;

    TopicCreation(Map<String, Object> adminSettings, MessagingProperties settings, Collection<UsedTopics> used) {
        this.adminSettings = new HashMap<>(adminSettings);
        this.adminSettings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        this.adminSettings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        this.settings = settings;
        Map<String, Boolean> compacted = used.stream()
            .flatMap(part -> part.events().stream())
            .collect(Collectors.toMap(EventType::topic, EventType::compacted, Boolean::logicalOr));
        List<NewTopic> all = new ArrayList<>();
        compacted.forEach((topic, isCompacted) -> {
            all.add(newTopic(topic, isCompacted, settings.retention(), settings.largestEvent()));
            all.add(newTopic(UsedTopics.deadLettersOf(topic), false, settings.deadLetterRetention(),
                    settings.largestDeadLetter()));
        });
        this.topics = all;
    }

    private NewTopic newTopic(String name, boolean compacted, Duration retention, DataSize largestRecord) {
        return new NewTopic(name, this.settings.partitions(), this.settings.replicas())
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG,
                    compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(largestRecord.toBytes())));
    }

    /// Until it has succeeded once.
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void create() throws InterruptedException {
        if (this.complete) {
            return;
        }
        try (Admin admin = Admin.create(this.adminSettings)) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = this.topics.stream().filter(topic -> !existing.contains(topic.name())).toList();
            admin.createTopics(missing).all().get();
            this.complete = true;
            missing.forEach(topic -> log.info("Topic {} created", topic.name()));
        }
        catch (RuntimeException | ExecutionException failure) {
            // Another service that uses a topic may have been faster: the next attempt
            // finds it.
            if (!(failure.getCause() instanceof TopicExistsException)) {
                report(String.valueOf(failure.getMessage()));
            }
        }
    }

    private void report(String reason) {
        if (!reason.equals(this.trouble)) {
            log.warn("Topics cannot be created yet and are tried again: {}", reason);
            this.trouble = reason;
        }
    }

}

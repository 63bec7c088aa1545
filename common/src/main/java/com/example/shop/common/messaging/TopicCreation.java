package com.example.shop.common.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.example.shop.common.contracts.EventType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

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
        this.topics = compacted.entrySet()
            .stream()
            .flatMap(topic -> Stream.of(eventTopic(topic.getKey(), topic.getValue()), deadLetterTopic(topic.getKey())))
            .toList();
    }

    private NewTopic eventTopic(String name, boolean compacted) {
        String cleanup = compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
        return newTopic(name,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup, TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(this.settings.retention().toMillis()), TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(this.settings.largestEvent().toBytes())));
    }

    private NewTopic deadLetterTopic(String name) {
        return newTopic(UsedTopics.deadLettersOf(name),
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, String.valueOf(this.settings.deadLetterRetention().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(this.settings.largestDeadLetter().toBytes())));
    }

    private NewTopic newTopic(String name, Map<String, String> config) {
        Optional<Short> replicas = (this.settings.replicas() < 1) ? Optional.empty()
                : Optional.of(this.settings.replicas());
        return new NewTopic(name, Optional.of(this.settings.partitions()), replicas).configs(config);
    }

    /// Until it has succeeded once.
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void create() throws InterruptedException {
        if (this.complete) {
            return;
        }
        try {
            createMissing();
            this.complete = true;
        }
        catch (RuntimeException | ExecutionException failure) {
            report(String.valueOf(failure.getMessage()));
        }
    }

    private void report(String reason) {
        if (!reason.equals(this.trouble)) {
            log.warn("Topics cannot be created yet and are tried again: {}", reason);
            this.trouble = reason;
        }
    }

    private void createMissing() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(this.adminSettings)) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = this.topics.stream().filter(topic -> !existing.contains(topic.name())).toList();
            for (Map.Entry<String, KafkaFuture<Void>> created : admin.createTopics(missing).values().entrySet()) {
                awaitCreation(created.getKey(), created.getValue());
            }
        }
    }

    private static void awaitCreation(String topic, KafkaFuture<Void> creation)
            throws ExecutionException, InterruptedException {
        try {
            creation.get();
            log.info("Topic {} created", topic);
        }
        catch (ExecutionException failure) {
            // Another service that uses it was faster.
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

}

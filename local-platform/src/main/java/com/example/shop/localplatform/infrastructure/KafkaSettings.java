package com.example.shop.localplatform.infrastructure;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the embedded broker and the one in Docker have in common: one node that is broker and controller at once.
final class KafkaSettings {

    private KafkaSettings() {
    }

    /// Broker properties, without addresses and directories.
    static Map<String, String> common() {
        Map<String, String> settings = new LinkedHashMap<>();
        // Topics are created by the platform, with their partitions written down; a
        // typing error must not make one.
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        for (String internal : new String[] { "offsets.topic", "transaction.state.log",
                "share.coordinator.state.topic" }) {
            settings.put(internal + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // A consumer that was killed gives its partitions back after six seconds instead
        // of 45.
        settings.put("group.consumer.min.heartbeat.interval.ms", "1000");
        settings.put("group.consumer.heartbeat.interval.ms", "1000");
        settings.put("group.consumer.min.session.timeout.ms", "6000");
        settings.put("group.consumer.session.timeout.ms", "6000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A broker that was killed is registered again after this time, so the next start
        // waits no longer.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // Sized for a laptop: few threads, small buffers.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.replica.fetchers", "1");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.index.size.max.bytes", "1048576");
        return settings;
    }

}

package com.example.shop.common.inbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.DatabaseSessions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The records this service gave up on and that no operator has replayed yet. They lie in Kafka; the database knows up to
/// where they were replayed.
public final class DeadLetters {

    /// Names the lock among the advisory locks of the database; the value means nothing.
    static final long REPLAY = 0x72_6570_6C61_79L;

    private static final Duration POLL = Duration.ofMillis(200);

    private static final int LONGEST_TEXT = 300;

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    private final Inbox inbox;

    private final DeadLetterWriter writer;

    private final JdbcClient jdbc;

    private final DatabaseSessions sessions;

    private final InboxProperties settings;

    DeadLetters(Supplier<Consumer<byte[], byte[]>> consumers, Inbox inbox, DeadLetterWriter writer, JdbcClient jdbc,
            DatabaseSessions sessions, InboxProperties settings) {
        this.consumers = consumers;
        this.inbox = inbox;
        this.writer = writer;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.settings = settings;
    }

    /// Finds dead letters of a topic, by partition and offset.
    /// @param after where the page before ended
    public List<DeadLetter> find(String topic, Place after, int limit) {
        List<DeadLetter> letters = new ArrayList<>();
        Deadline deadline = Deadline.in(this.settings.readTimeout());
        try (Consumer<byte[], byte[]> consumer = this.consumers.get()) {
            for (Outstanding part : outstanding(consumer, topic)) {
                if (part.partition().partition() < after.partition()) {
                    continue;
                }
                long from = (part.partition().partition() == after.partition())
                        ? Math.max(part.from(), after.offset() + 1) : part.from();
                boolean complete = read(consumer, part.startingAt(from), deadline, record -> {
                    letters.add(DeadLetter.of(record));
                    return letters.size() < limit;
                });
                if (!complete && letters.isEmpty()) {
                    throw new TimeoutException("Kafka did not answer in time");
                }
                if (!complete || letters.size() >= limit) {
                    break;
                }
            }
        }
        return letters;
    }

    /// Handles the dead letters of a topic anew, up to those that are there now; one that
    /// fails again goes to their end with its new reason. Stops after a while, having
    /// done a part.
    /// @throws ReplayInProgress if somebody else does so already, in whichever instance
    public Replayed replay(String topic) {
        try (Connection session = this.sessions.open("dead letter replay")) {
            lock(session);
            return replayAlone(topic);
        }
        catch (SQLException away) {
            throw new DataAccessResourceFailureException("The replay has no database session", away);
        }
    }

    private static void lock(Connection session) throws SQLException {
        try (PreparedStatement lock = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            lock.setLong(1, REPLAY);
            try (ResultSet answer = lock.executeQuery()) {
                if (!answer.next() || !answer.getBoolean(1)) {
                    throw new ReplayInProgress();
                }
            }
        }
    }

    private Replayed replayAlone(String topic) {
        Count count = new Count();
        Deadline deadline = Deadline.in(this.settings.replayTime());
        try (Consumer<byte[], byte[]> consumer = this.consumers.get()) {
            for (Outstanding part : outstanding(consumer, topic)) {
                read(consumer, part, deadline, record -> {
                    replay(record, topic, count);
                    remember(topic, record);
                    return count.total() < this.settings.replayLimit() && !deadline.isOver();
                });
            }
        }
        return new Replayed(count.replayed, count.failed);
    }

    private void replay(ConsumerRecord<byte[], byte[]> record, String topic, Count count) {
        try {
            this.inbox.receive(record, topic);
            count.replayed++;
        }
        catch (RuntimeException failure) {
            if (Failures.of(failure) == Failures.OUTAGE) {
                throw failure;
            }
            this.writer.write(record, topic, failure);
            count.failed++;
        }
    }

    private List<Outstanding> outstanding(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(Topics.deadLettersOf(topic), this.settings.readTimeout());
        if (infos == null) {
            return List.of();
        }
        List<TopicPartition> partitions = infos.stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .sorted(Comparator.comparingInt(TopicPartition::partition))
            .toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, this.settings.readTimeout());
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, this.settings.readTimeout());
        Map<Integer, Long> replayedTo = replayedTo(topic);
        return partitions.stream()
            .map(partition -> Outstanding.of(partition, offset(first, partition), offset(end, partition),
                    replayedTo.get(partition.partition())))
            .filter(part -> part.from() < part.end())
            .toList();
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        return (offset == null) ? 0 : offset;
    }

    /// @return false if the time was over before the end
    private static boolean read(Consumer<byte[], byte[]> consumer, Outstanding part, Deadline deadline,
            Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        consumer.assign(List.of(part.partition()));
        consumer.seek(part.partition(), part.from());
        while (consumer.position(part.partition()) < part.end()) {
            if (deadline.isOver()) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() >= part.end() || !goOn.test(record)) {
                    return true;
                }
            }
        }
        return true;
    }

    private Map<Integer, Long> replayedTo(String topic) {
        Map<Integer, Long> offsets = new HashMap<>();
        this.jdbc.sql("SELECT partition, next_offset FROM messaging.dead_letter_position WHERE topic = :topic")
            .param("topic", topic)
            .query(found -> {
                offsets.put(found.getInt("partition"), found.getLong("next_offset"));
            });
        return offsets;
    }

    private void remember(String topic, ConsumerRecord<byte[], byte[]> record) {
        this.jdbc.sql("""
                INSERT INTO messaging.dead_letter_position (topic, partition, next_offset)
                VALUES (:topic, :partition, :next)
                ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
                """)
            .param("topic", topic)
            .param("partition", record.partition())
            .param("next", record.offset() + 1)
            .update();
    }

    /// What is still to be replayed of a partition.
    private record Outstanding(TopicPartition partition, long from, long end) {

        /// A position beyond the end was written for another topic of this name: whoever
        /// makes the topic anew starts from its beginning.
        static Outstanding of(TopicPartition partition, long first, long end, @Nullable Long replayedTo) {
            long from = (replayedTo == null || replayedTo > end) ? first : Math.max(first, replayedTo);
            return new Outstanding(partition, from, end);
        }

        Outstanding startingAt(long offset) {
            return new Outstanding(this.partition, offset, this.end);
        }

    }

    private static final class Count {

        private int replayed;

        private int failed;

        int total() {
            return this.replayed + this.failed;
        }

    }

    private record Deadline(long nanos) {

        static Deadline in(Duration time) {
            return new Deadline(System.nanoTime() + time.toNanos());
        }

        boolean isOver() {
            return System.nanoTime() - this.nanos >= 0;
        }

    }

    /// Where a dead letter lies.
    public record Place(int partition, long offset) {

        public static final Place BEFORE_ALL = new Place(-1, -1);

    }

    /// How a replay went.
    ///
    /// @param replayed letters that are settled: handled now, handled before, or not for
    /// this service
    /// @param failed letters that failed again and are dead letters anew
    public record Replayed(int replayed, int failed) {
    }

    /// A dead letter, as far as it can be read.
    public record DeadLetter(@Nullable String id, @Nullable String type, @Nullable String key, int partition,
            long offset, @Nullable String failedAt, @Nullable String reason) {

        static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
            return new DeadLetter(header(record, "ce_id"), header(record, "ce_type"), text(record.key()),
                    record.partition(), record.offset(), header(record, DeadLetterWriter.FAILED_AT),
                    header(record, DeadLetterWriter.REASON));
        }

        private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
            Header header = record.headers().lastHeader(name);
            return (header == null) ? null : text(header.value());
        }

        private static @Nullable String text(byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return (text.length() <= LONGEST_TEXT) ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
        }

    }

    /// Says that a replay is under way already.
    public static final class ReplayInProgress extends RuntimeException {

        ReplayInProgress() {
            super("A replay of dead letters is under way already");
        }

    }

}

package com.example.shop.common.inbox;

import java.util.ArrayList;
import java.util.List;

import com.example.shop.common.messaging.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;

/// Handles the records of a poll in one transaction, because it is the commit that costs most. If that fails, for
/// whatever reason, each has a transaction of its own, in their order: an event fails only if it fails alone. A
/// deadlock, for one, costs a second attempt and nothing else.
final class InboxListener implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(InboxListener.class);

    private final EventReader reader;

    private final Inbox inbox;

    private final InboxReport report;

    InboxListener(EventReader reader, Inbox inbox, InboxReport report) {
        this.reader = reader;
        this.inbox = inbox;
        this.report = report;
    }

    /// @throws BatchListenerFailedException if a record fails alone; it names the record,
    /// and those before it are handled
    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.size() > 1) {
            try {
                handle(records);
                return;
            }
            catch (RuntimeException failure) {
                log.warn("{} records failed in one transaction and are handled one by one: {}", records.size(),
                        Failures.reason(failure));
            }
        }
        records.forEach(this::handleAlone);
    }

    private void handleAlone(ConsumerRecord<byte[], byte[]> record) {
        try {
            handle(List.of(record));
        }
        catch (RuntimeException failure) {
            throw new BatchListenerFailedException("Not handled:", failure, record);
        }
    }

    /// @throws UnreadableEvent if one of the records is not an event
    void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ReceivedEvent> events = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                this.reader.read(record).ifPresent(events::add);
            }
            this.inbox.handle(events);
        }
        catch (Error error) {
            // Passed on as an Error it would end the consumer.
            throw new IllegalStateException(error.toString(), error);
        }
        this.report.skipped(records.size() - events.size());
    }

}

package com.example.shop.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who takes part, and how it is started.
enum Entrant {

    BUSINESS_ROW("business-row", "business row alone", "plain", "plain.BusinessRowAlone", Kind.NO_EVENTS),
    OUTBOX_ROW("outbox-row", "business + outbox row, no relay", "plain", "plain.OutboxRowWithoutRelay", Kind.NO_EVENTS),
    RAW_PRODUCER("raw-producer", "raw producer, no database", "plain", "plain.RawProducer", Kind.NO_DATABASE),
    OURS("ours", "ours", "ours", "ours.Ours", Kind.OUTBOX),
    POLLING("polling", "plain polling relay", "plain", "plain.PollingRelay", Kind.OUTBOX),
    DEBEZIUM("debezium", "Debezium embedded", "debezium", "debezium.Debezium", Kind.LOG_TAILING),
    GRUELBOX("gruelbox", "gruelbox transaction-outbox", "gruelbox", "gruelbox.Gruelbox", Kind.OUTBOX),
    MODULITH("modulith", "Spring Modulith", "modulith", "modulith.Modulith", Kind.OUTBOX),
    NAMASTACK("namastack", "namastack-outbox", "namastack", "namastack.Namastack", Kind.OUTBOX),
    INBOX("inbox", "our inbox, events share transactions", "inboxes", "inboxes.OurInbox", Kind.INBOX),
    INBOX_ALONE("inbox-alone", "our inbox, a transaction per event", "inboxes", "inboxes.OurInbox", Kind.INBOX,
            "--inbox.batch-size=1"),
    LISTENER("listener", "no inbox, a transaction per event", "inboxes", "inboxes.PlainListener", Kind.INBOX),
    BATCH_LISTENER("batch-listener", "no inbox, a transaction per poll", "inboxes", "inboxes.PlainListener", Kind.INBOX,
            "--batches");

    /// What it has, and so what can be measured.
    enum Kind {

        NO_EVENTS, NO_DATABASE, OUTBOX, LOG_TAILING, INBOX

    }

    private final String id;

    private final String title;

    private final String module;

    private final String mainClass;

    private final Kind kind;

    private final List<String> arguments;

    Entrant(String id, String title, String module, String mainClass, Kind kind, String... arguments) {
        this.id = id;
        this.title = title;
        this.module = module;
        this.mainClass = "com.example.shop.benchmarks." + mainClass;
        this.kind = kind;
        this.arguments = List.of(arguments);
    }

    static Optional<Entrant> named(String id) {
        return Arrays.stream(values()).filter(entrant -> entrant.id.equals(id)).findFirst();
    }

    /// The name on the command line.
    String id() {
        return this.id;
    }

    /// The name in tables.
    String title() {
        return this.title;
    }

    /// The folder of its module under `benchmarks/contenders`.
    String module() {
        return this.module;
    }

    String mainClass() {
        return this.mainClass;
    }

    List<String> arguments() {
        return this.arguments;
    }

    boolean hasDatabase() {
        return this.kind != Kind.NO_DATABASE;
    }

    boolean hasRelay() {
        return this.kind != Kind.NO_EVENTS && isWriter();
    }

    /// Whether it writes events, and does not listen to them.
    boolean isWriter() {
        return this.kind != Kind.INBOX;
    }

    /// Whether it is an outbox, and no limit.
    boolean isComplete() {
        return this.kind == Kind.OUTBOX || this.kind == Kind.LOG_TAILING;
    }

    /// Whether it reads the database's own log, which has to say more for that.
    boolean needsLogicalLog() {
        return this.kind == Kind.LOG_TAILING;
    }

    boolean isOurs() {
        return this.title.startsWith("our");
    }

}

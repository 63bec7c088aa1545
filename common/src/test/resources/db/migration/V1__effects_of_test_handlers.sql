-- The number of the migration is free although the messaging schema has a first one too; and its tables are there already.
CREATE TABLE effect (
    subject text        NOT NULL,
    version bigint      NOT NULL,
    trace   text,
    at      timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE VIEW handled_events AS SELECT id FROM messaging.inbox;

-- For transactions by JDBC and by JPA.
CREATE TABLE account (
    id      uuid PRIMARY KEY,
    version bigint NOT NULL,
    changes bigint NOT NULL
);

-- Events that committed with their transaction and were not yet acknowledged by Kafka. The relay reads them by position
-- and deletes them; nothing ever updates a row, and there is no index but the primary key, for the writer pays for each.
--
-- Topic and source follow from the type. The aggregate's id is the key of the Kafka record as well: one column says both.
CREATE TABLE messaging.outbox (
    position   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         uuid        NOT NULL,
    type       text        NOT NULL,
    aggregate  text        NOT NULL,
    version    bigint      NOT NULL,
    payload    bytea       NOT NULL,
    trace      text,
    created_at timestamptz NOT NULL
) WITH (
    -- The table is nearly empty and all its rows are short-lived: its dead rows are counted, not set in proportion.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0
);

-- Events that Kafka will never take as they are. As long as one is here, the later events of its aggregate stay in the
-- outbox; released, it returns to its old position, ahead of them.
CREATE TABLE messaging.outbox_parked (
    position   bigint PRIMARY KEY,
    id         uuid        NOT NULL UNIQUE,
    type       text        NOT NULL,
    aggregate  text        NOT NULL,
    version    bigint      NOT NULL,
    payload    bytea       NOT NULL,
    trace      text,
    created_at timestamptz NOT NULL,
    reason     text        NOT NULL,
    parked_at  timestamptz NOT NULL
);

CREATE INDEX outbox_parked_aggregate ON messaging.outbox_parked (aggregate);

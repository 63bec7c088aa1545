-- The row is written in the transaction of the handler: an event has a row if, and only if, its effect is there.
CREATE TABLE messaging.inbox (
    id         uuid PRIMARY KEY,
    handled_at timestamptz NOT NULL
);

-- Rows come in the order of their time, so that a few kilobytes of block ranges serve the purge.
CREATE INDEX inbox_handled_at ON messaging.inbox USING brin (handled_at) WITH (pages_per_range = 32);

-- Up to where an operator has replayed the dead letters. Kept here and not as a group's offsets in Kafka: those expire
-- after a week without use, and what was replayed long ago would come back.
CREATE TABLE messaging.dead_letter_position (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);

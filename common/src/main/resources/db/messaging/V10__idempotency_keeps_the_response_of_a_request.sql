-- The response to the first request with an Idempotency-Key, written in the transaction of its effect. A key belongs to
-- its caller and is good for one content, which the fingerprint (SHA-256) tells from others.
CREATE TABLE messaging.stored_response (
    caller      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    status      int         NOT NULL,
    location    text,
    body        bytea       NOT NULL,
    stored_at   timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);

-- The purge looks for the oldest.
CREATE INDEX stored_response_by_age ON messaging.stored_response (stored_at);

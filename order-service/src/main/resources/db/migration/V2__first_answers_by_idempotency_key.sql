-- The first answer to each Idempotency-Key, written in the transaction of its order: a key answers for one customer and
-- one body, which the fingerprint (SHA-256, hex) tells from others. Kept for a day.
create table idempotency_key (
    customer_id text        not null,
    key         text        not null check (length(key) between 1 and 255),
    fingerprint text        not null check (fingerprint ~ '^[0-9a-f]{64}$'),
    order_id    uuid        not null unique references orders,
    body        bytea       not null,
    answered_at timestamptz not null,
    primary key (customer_id, key)
);

-- The purge looks for the oldest.
create index idempotency_key_by_age on idempotency_key (answered_at);

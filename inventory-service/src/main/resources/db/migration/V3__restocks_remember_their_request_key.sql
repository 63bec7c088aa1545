-- A restock that names an Idempotency-Key is done once: repeated, it gets the first answer again. Kept as long as the
-- ledger, for people restock, not machines, and these rows are few.
create table restock_answer (
    caller   text not null,
    key      text not null check (length(key) between 1 and 255),
    sku      text collate "C" not null references product (sku),
    quantity integer not null check (quantity > 0),
    body     bytea not null,
    primary key (caller, key)
);

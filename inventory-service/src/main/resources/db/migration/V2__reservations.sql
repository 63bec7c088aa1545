-- The reservation of each order. An order that ended before its OrderPlaced arrived has a row too (RELEASED, no lines), so
-- that nothing is reserved when that arrives later. The version counts the events of the reservation.
create table reservation (
    order_id     uuid primary key,
    status       text not null check (status in ('HELD', 'CONFIRMED', 'SHIPPED', 'RELEASED', 'REJECTED')),
    status_since timestamptz not null,
    version      bigint not null check (version > 0)
);

-- The lines that were held; none if the reservation was rejected.
create table reservation_line (
    order_id uuid not null references reservation (order_id),
    sku      text collate "C" not null references stock_item (sku),
    quantity quantity not null,
    primary key (order_id, sku)
);

-- Domains: the allowed values of a column, defined once for all tables.
create domain quantity as integer check (value > 0);
create domain pieces as bigint check (value >= 0);

-- A product. The version counts its ProductChanged events.
-- Skus sort by byte, so that pages and the order of locks do not depend on a locale.
create table product (
    sku        text collate "C" primary key check (sku ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name       text not null check (char_length(name) between 1 and 200),
    unit_price numeric(9, 2) not null check (unit_price >= 0),
    currency   text not null check (currency ~ '^[A-Z]{3}$'),
    version    bigint not null check (version > 0)
);

-- The stock of a product. At any time
--   on_hand + reserved + shipped = all that was received and restocked.
-- A separate table, because it changes with every order and the product hardly ever.
create table stock_item (
    sku      text collate "C" primary key references product (sku),
    on_hand  pieces not null default 0,
    reserved pieces not null default 0,
    shipped  pieces not null default 0
) with (fillfactor = 70);

-- The ledger: every change of the stock with its reason. Its sum is the stock.
create table stock_movement (
    id       bigint generated always as identity primary key,
    sku      text collate "C" not null references stock_item (sku),
    kind     text not null check (kind in ('RECEIVED', 'RESTOCKED', 'RESERVED', 'RELEASED', 'SHIPPED')),
    quantity quantity not null,
    order_id uuid,
    moved_at timestamptz not null default now(),
    check ((order_id is not null) = (kind in ('RESERVED', 'RELEASED', 'SHIPPED')))
);

-- Natural keys, in addition to the inbox: even if an event is delivered again under another id, stock moves once.
create unique index stock_moves_once_per_order on stock_movement (order_id, sku, kind) where order_id is not null;

create unique index stock_is_received_once on stock_movement (sku) where kind = 'RECEIVED';

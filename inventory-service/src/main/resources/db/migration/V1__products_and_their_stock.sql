-- What a column may hold, as a domain: stated once for all tables that have it.
create domain quantity as integer check (value > 0);
create domain pieces as bigint check (value >= 0);

-- What is sold. The version counts the ProductChanged events of the product.
-- Skus sort by byte, so that pages and the order of locks do not depend on a locale.
create table product (
    sku        text collate "C" primary key check (sku ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name       text not null check (char_length(name) between 1 and 200),
    unit_price numeric(9, 2) not null check (unit_price >= 0),
    currency   text not null check (currency ~ '^[A-Z]{3}$'),
    version    bigint not null check (version > 0)
);

-- How much there is. At every moment
--   on_hand + reserved + shipped = all that was received and restocked.
-- A table of its own: it changes with every order, the product hardly ever.
create table stock_item (
    sku      text collate "C" primary key references product (sku),
    on_hand  pieces not null default 0,
    reserved pieces not null default 0,
    shipped  pieces not null default 0
) with (fillfactor = 70);

-- The ledger: every change of the stock with its reason. Replayed from the start it gives the stock.
create table stock_movement (
    id       bigint generated always as identity primary key,
    sku      text collate "C" not null references stock_item (sku),
    kind     text not null check (kind in ('RECEIVED', 'RESTOCKED', 'RESERVED', 'RELEASED', 'SHIPPED')),
    quantity quantity not null,
    order_id uuid,
    moved_at timestamptz not null default now(),
    check ((order_id is not null) = (kind in ('RESERVED', 'RELEASED', 'SHIPPED')))
);

-- The natural keys behind the inbox: whatever is delivered twice, stock moves once.
create unique index stock_moves_once_per_order on stock_movement (order_id, sku, kind) where order_id is not null;

create unique index stock_is_received_once on stock_movement (sku) where kind = 'RECEIVED';

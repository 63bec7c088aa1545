-- Inventory's products as its events told of them. "version" is inventory's; 0 marks what was asked for over HTTP, so
-- that any event is newer.
create table product (
    sku        text           primary key,
    name       text           not null,
    unit_price numeric(12, 2) not null check (unit_price >= 0),
    currency   text           not null check (currency ~ '^[A-Z]{3}$'),
    version    bigint         not null check (version >= 0)
);

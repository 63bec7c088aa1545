-- Inventory's products as its events describe them. "version" is inventory's; 0 marks what was asked for over HTTP, so
-- that any event is newer.
create table product (
    sku        text       primary key,
    name       text       not null,
    unit_price unit_price not null,
    currency   currency   not null,
    version    bigint     not null check (version >= 0)
);

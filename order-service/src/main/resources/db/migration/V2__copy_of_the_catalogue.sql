-- Inventory's products, from its events. "version" is the version of the event; 0 marks a product that was fetched over
-- HTTP, so that any event is newer.
create table product (
    sku        text       primary key,
    name       text       not null,
    unit_price unit_price not null,
    currency   currency   not null,
    version    bigint     not null check (version >= 0)
);

-- Domains: the allowed values of a column, defined once for all tables.
create domain order_status as text
    check (value in ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLING', 'CANCELLED', 'SHIPPED'));
create domain order_version as bigint check (value >= 1);
create domain currency as text check (value ~ '^[A-Z]{3}$');
create domain unit_price as numeric(12, 2) check (value >= 0);

-- An order of the model. "version" counts the order's events and guards against lost updates.
create table orders (
    id            uuid           primary key,
    customer_id   text           not null check (customer_id <> ''),
    status        order_status   not null,
    reason        text,
    currency      currency       not null,
    total         numeric(16, 2) not null check (total >= 0),
    placed_at     timestamptz    not null,
    reply_due_at timestamptz,
    version       order_version  not null,
    constraint orders_that_wait_have_a_deadline
        check ((status in ('PENDING', 'CANCELLING')) = (reply_due_at is not null))
);

-- Pages of a customer's orders, newest first: the id is a UUID of version 7.
create index orders_of_customer on orders (customer_id, id desc);

-- Pages of all orders in one status, for operators.
create index orders_in_status on orders (status, id desc);

-- The deadline check looks for orders whose reply event is overdue.
create index orders_by_deadline on orders (reply_due_at, id) where reply_due_at is not null;

-- The lines of an order, with name and price as they were when it was placed.
create table order_line (
    order_id   uuid       not null references orders,
    position   int        not null check (position between 1 and 100),
    sku        text       not null,
    name       text       not null,
    unit_price unit_price not null,
    quantity   int        not null check (quantity between 1 and 10000),
    primary key (order_id, position),
    constraint order_names_a_product_once unique (order_id, sku)
);

-- Each status that an order has had; "version" is the version of the event that describes the change.
create table order_history (
    order_id   uuid          not null references orders,
    version    order_version not null,
    status     order_status  not null,
    changed_at timestamptz   not null,
    reason     text,
    primary key (order_id, version)
);

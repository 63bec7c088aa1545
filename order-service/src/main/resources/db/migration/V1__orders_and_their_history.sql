-- An order, as the model's Order keeps it. "version" counts the events the order told and guards against lost updates.
create table orders (
    id            uuid           primary key,
    customer_id   text           not null check (customer_id <> ''),
    status        text           not null
        check (status in ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLING', 'CANCELLED', 'SHIPPED')),
    reason        text,
    currency      text           not null check (currency ~ '^[A-Z]{3}$'),
    total         numeric(16, 2) not null check (total >= 0),
    placed_at     timestamptz    not null,
    answer_due_at timestamptz,
    version       bigint         not null check (version >= 1),
    constraint orders_that_wait_have_a_deadline
        check ((status in ('PENDING', 'CANCELLING')) = (answer_due_at is not null))
);

-- Pages of a customer's orders, newest first: the id is a UUID of version 7.
create index orders_of_customer on orders (customer_id, id desc);

-- Pages of all orders in one status, for operators.
create index orders_in_status on orders (status, id desc);

-- The clock of the saga looks for orders whose answer is overdue.
create index orders_by_deadline on orders (answer_due_at) where answer_due_at is not null;

-- What was ordered; name and price are those of the moment of ordering.
create table order_line (
    order_id   uuid           not null references orders,
    position   int            not null check (position between 1 and 100),
    sku        text           not null,
    name       text           not null,
    unit_price numeric(12, 2) not null check (unit_price >= 0),
    quantity   int            not null check (quantity between 1 and 10000),
    primary key (order_id, position),
    constraint order_names_a_product_once unique (order_id, sku)
);

-- Each status an order had; "version" is that of the event which told of it.
create table order_history (
    order_id   uuid        not null references orders,
    version    bigint      not null check (version >= 1),
    status     text        not null
        check (status in ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLING', 'CANCELLED', 'SHIPPED')),
    changed_at timestamptz not null,
    reason     text,
    primary key (order_id, version)
);

-- What a column may hold, as a domain: said once for all tables that have it, and read once for each connection.
-- PostgreSQL reads the check of a table anew for each statement. The tables that every order writes:
create domain order_status as text
    check (value in ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLING', 'CANCELLED', 'SHIPPED'));
create domain customer_id as text check (value <> '');
create domain currency as text check (value ~ '^[A-Z]{3}$');
create domain order_total as numeric(16, 2) check (value >= 0);
create domain unit_price as numeric(12, 2) check (value >= 0);
create domain line_position as int check (value between 1 and 100);
create domain line_quantity as int check (value between 1 and 10000);
create domain order_version as bigint check (value >= 1);
create domain idempotency_key_text as text check (length(value) between 1 and 255);
create domain sha256_hex as text check (value ~ '^[0-9a-f]{64}$');

alter table orders
    drop constraint orders_customer_id_check, alter column customer_id type customer_id,
    drop constraint orders_status_check, alter column status type order_status,
    drop constraint orders_currency_check, alter column currency type currency,
    drop constraint orders_total_check, alter column total type order_total,
    drop constraint orders_version_check, alter column version type order_version;

alter table order_line
    drop constraint order_line_position_check, alter column position type line_position,
    drop constraint order_line_unit_price_check, alter column unit_price type unit_price,
    drop constraint order_line_quantity_check, alter column quantity type line_quantity;

alter table order_history
    drop constraint order_history_version_check, alter column version type order_version,
    drop constraint order_history_status_check, alter column status type order_status;

alter table idempotency_key
    alter column customer_id type customer_id,
    drop constraint idempotency_key_key_check, alter column key type idempotency_key_text,
    drop constraint idempotency_key_fingerprint_check, alter column fingerprint type sha256_hex;

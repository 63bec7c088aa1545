-- What a column may hold, as a domain: said once for all tables that have it, and read once for each connection.
-- PostgreSQL reads the check of a table anew for each statement. The tables that every order writes:
create domain reservation_status as text check (value in ('HELD', 'CONFIRMED', 'SHIPPED', 'RELEASED', 'REJECTED'));
create domain reservation_version as bigint check (value > 0);
create domain quantity as integer check (value > 0);
create domain pieces as bigint check (value >= 0);
create domain movement_kind as text check (value in ('RECEIVED', 'RESTOCKED', 'RESERVED', 'RELEASED', 'SHIPPED'));

alter table reservation
    drop constraint reservation_status_check, alter column status type reservation_status,
    drop constraint reservation_version_check, alter column version type reservation_version;

alter table reservation_line
    drop constraint reservation_line_quantity_check, alter column quantity type quantity;

alter table stock_item
    drop constraint stock_item_on_hand_check, alter column on_hand type pieces,
    drop constraint stock_item_reserved_check, alter column reserved type pieces,
    drop constraint stock_item_shipped_check, alter column shipped type pieces;

-- The index and the check that name the kind go with it.
alter table stock_movement
    drop constraint stock_movement_kind_check, alter column kind type movement_kind,
    drop constraint stock_movement_quantity_check, alter column quantity type quantity;

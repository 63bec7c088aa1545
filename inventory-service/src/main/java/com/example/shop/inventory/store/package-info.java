/// The only package that writes rows and appends events: saving does both.
///
/// Start with {@link com.example.shop.inventory.store.JdbcReservations}: one save writes the reservation, the stock, the
/// ledger and the events. The tables are explained in `db/migration`.
@NullMarked
package com.example.shop.inventory.store;

import org.jspecify.annotations.NullMarked;

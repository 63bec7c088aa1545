/// Reads orders from SQL to JSON, without the model in between. Pattern: *Command Query Responsibility
/// Segregation*, within one database.
///
/// Start with `LookupController`.
@NullMarked
package com.example.shop.order.lookup;

import org.jspecify.annotations.NullMarked;

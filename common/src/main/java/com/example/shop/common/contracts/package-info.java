/// The only package of `common` that knows the shop: what its services promise each other, by the owning service and
/// version. Imports nothing but `java.*`.
///
/// Start with {@link com.example.shop.common.contracts.Event}. Beside each record lie its JSON Schema and a
/// frozen example among the resources; a test holds the three together.
@NullMarked
package com.example.shop.common.contracts;

import org.jspecify.annotations.NullMarked;

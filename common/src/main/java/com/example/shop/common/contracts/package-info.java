/// What services promise each other, grouped by the owning service and the version; imports nothing but `java.*`.
///
/// Start with {@link com.example.shop.common.contracts.EventCatalog}. Beside each record lie its JSON Schema and a
/// frozen example among the resources; a test holds the three together.
@NullMarked
package com.example.shop.common.contracts;

import org.jspecify.annotations.NullMarked;

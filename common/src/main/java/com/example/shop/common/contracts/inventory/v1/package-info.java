/// What inventory-service promises, version 1: only optional fields are ever added here; anything else is a `v2` beside it.
@NullMarked
package com.example.shop.common.contracts.inventory.v1;

import org.jspecify.annotations.NullMarked;

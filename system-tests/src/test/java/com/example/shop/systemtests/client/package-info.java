/// The client of the public API. It records every call and checks every response against the API's description.
///
/// Start with {@link com.example.shop.systemtests.client.Shop}.
@NullMarked
package com.example.shop.systemtests.client;

import org.jspecify.annotations.NullMarked;

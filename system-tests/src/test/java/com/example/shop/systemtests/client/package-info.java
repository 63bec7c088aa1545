/// The client of the public API: it writes down every call and holds every answer against the API's description.
///
/// Start with {@link com.example.shop.systemtests.client.Shop}.
@NullMarked
package com.example.shop.systemtests.client;

import org.jspecify.annotations.NullMarked;

/// Long lists, page by page: a page ends with a cursor that says where the next one starts.
///
/// Start with {@link com.example.shop.common.paging.Page}. Pattern: *keyset pagination*; every page costs the same, and
/// rows that come or go meanwhile do not shift the others between pages.
@NullMarked
package com.example.shop.common.paging;

import org.jspecify.annotations.NullMarked;

/// Long lists, page by page: a page ends with a cursor that says where the next one starts.
///
/// Start with {@link com.example.shop.common.paging.Page}. Pattern: *keyset pagination*; a page costs the same wherever
/// it lies, and rows that come or go meanwhile move no others across its border.
@NullMarked
package com.example.shop.common.paging;

import org.jspecify.annotations.NullMarked;

/// Holds what the documents say to what there is.
@NullMarked
package com.example.shop.systemtests.docs;

import org.jspecify.annotations.NullMarked;

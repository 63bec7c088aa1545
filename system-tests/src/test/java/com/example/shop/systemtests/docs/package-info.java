/// Checks the documents against the code.
@NullMarked
package com.example.shop.systemtests.docs;

import org.jspecify.annotations.NullMarked;

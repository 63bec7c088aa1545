/// Every error response as RFC 9457 problem details, without internals in them.
///
/// Start with {@link com.example.shop.common.problem.ProblemType}.
@NullMarked
package com.example.shop.common.problem;

import org.jspecify.annotations.NullMarked;

/// One name, one trace and one log format for everything that runs.
///
/// There is no code here: start with the sections `management` and `logging` of `platform-defaults.yml`.
@NullMarked
package com.example.shop.common.observability;

import org.jspecify.annotations.NullMarked;

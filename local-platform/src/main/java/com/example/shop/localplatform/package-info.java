/// What `./run` starts, and what system tests kill: the services as processes of their own.
///
/// Start with {@link com.example.shop.localplatform.LocalPlatform}.
@NullMarked
package com.example.shop.localplatform;

import org.jspecify.annotations.NullMarked;

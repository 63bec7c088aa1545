/// Who may come in. The services check each token again: this door keeps most strangers away from them, and none relies on
/// it.
@NullMarked
package com.example.shop.gateway.access;

import org.jspecify.annotations.NullMarked;

/// Tests from inside; what the outside sees is tried in the package `border`.
@NullMarked
package com.example.shop.common.security;

import org.jspecify.annotations.NullMarked;

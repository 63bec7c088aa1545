/// The HTTP border seen from outside: a small application with real Tomcat and real tokens.
@NullMarked
package com.example.shop.common.border;

import org.jspecify.annotations.NullMarked;

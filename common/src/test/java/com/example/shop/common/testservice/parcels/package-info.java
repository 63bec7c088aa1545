/// Two more services, with an event and a topic of their own, which no line of `common` knows.
@NullMarked
package com.example.shop.common.testservice.parcels;

import org.jspecify.annotations.NullMarked;

package com.example.shop.common.testservice.parcels;

import java.util.Objects;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventContract;

@EventContract(type = "com.example.parcels.v2.ParcelSent", source = "/parcel-service", topic = ParcelSent.TOPIC,
        compacted = true)
record ParcelSent(String parcel, long version) implements Event {

    static final String TOPIC = "parcels.of.the.day";

    ParcelSent {
        Objects.requireNonNull(parcel, "parcel");
    }

    @Override
    public String aggregateId() {
        return this.parcel;
    }

}

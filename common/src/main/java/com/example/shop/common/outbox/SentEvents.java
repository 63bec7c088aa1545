package com.example.shop.common.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventType;

/// The events that a service sends. A service with such a bean gets an outbox, which takes these events and no others.
public final class SentEvents {

    private final Map<Class<? extends Event>, EventType> byRecord;

    private final Map<String, EventType> byName;

    private SentEvents(Collection<EventType> types) {
        this.byRecord = types.stream().collect(Collectors.toUnmodifiableMap(EventType::record, Function.identity()));
        this.byName = types.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
    }

    @SafeVarargs
    public static SentEvents of(Class<? extends Event>... records) {
        List<EventType> types = new ArrayList<>();
        for (Class<? extends Event> record : records) {
            types.add(EventType.of(record));
        }
        return new SentEvents(types);
    }

    Collection<EventType> types() {
        return this.byName.values();
    }

    /// @throws IllegalArgumentException if the service has not stated that it sends it
    EventType typeOf(Event event) {
        EventType type = this.byRecord.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "The SentEvents of this service do not name " + event.getClass().getName());
        }
        return type;
    }

    Optional<EventType> named(String name) {
        return Optional.ofNullable(this.byName.get(name));
    }

}

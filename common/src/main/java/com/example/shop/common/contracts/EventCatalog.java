package com.example.shop.common.contracts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.example.shop.common.contracts.inventory.v1.ProductChanged;
import com.example.shop.common.contracts.inventory.v1.StockRejected;
import com.example.shop.common.contracts.inventory.v1.StockReleased;
import com.example.shop.common.contracts.inventory.v1.StockReserved;
import com.example.shop.common.contracts.inventory.v1.StockShipped;
import com.example.shop.common.contracts.order.v1.OrderCancellationRefused;
import com.example.shop.common.contracts.order.v1.OrderCancellationRequested;
import com.example.shop.common.contracts.order.v1.OrderCancelled;
import com.example.shop.common.contracts.order.v1.OrderConfirmed;
import com.example.shop.common.contracts.order.v1.OrderPlaced;
import com.example.shop.common.contracts.order.v1.OrderRejected;
import com.example.shop.common.contracts.order.v1.OrderShipped;

/// Every event of the platform. What is not listed here cannot be sent, and is skipped when it arrives.
public final class EventCatalog {

    private static final List<EventType> ALL = List.of(order(OrderPlaced.class), order(OrderConfirmed.class),
            order(OrderRejected.class), order(OrderCancellationRequested.class), order(OrderCancellationRefused.class),
            order(OrderCancelled.class), order(OrderShipped.class),
            inventory(StockReserved.class, Topics.INVENTORY_EVENTS),
            inventory(StockRejected.class, Topics.INVENTORY_EVENTS),
            inventory(StockReleased.class, Topics.INVENTORY_EVENTS),
            inventory(StockShipped.class, Topics.INVENTORY_EVENTS),
            inventory(ProductChanged.class, Topics.INVENTORY_PRODUCTS));

    private static final Map<Class<? extends Event>, EventType> BY_RECORD = ALL.stream()
        .collect(Collectors.toUnmodifiableMap(EventType::record, Function.identity()));

    private static final Map<String, EventType> BY_NAME = ALL.stream()
        .collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private EventCatalog() {
    }

    public static List<EventType> all() {
        return ALL;
    }

    /// @throws IllegalArgumentException if the catalogue does not list the record
    public static EventType of(Class<? extends Event> record) {
        EventType type = BY_RECORD.get(record);
        if (type == null) {
            throw new IllegalArgumentException(record.getName() + " is not in the event catalogue");
        }
        return type;
    }

    /// Finds a type by its CloudEvents `type`; empty for one that this version of the
    /// platform does not know.
    public static Optional<EventType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static EventType order(Class<? extends Event> record) {
        return type("order", record, Topics.ORDER_EVENTS);
    }

    private static EventType inventory(Class<? extends Event> record, String topic) {
        return type("inventory", record, topic);
    }

    private static EventType type(String service, Class<? extends Event> record, String topic) {
        String version = record.getPackageName().substring(record.getPackageName().lastIndexOf('.') + 1);
        return new EventType("com.example.shop.%s.%s.%s".formatted(service, version, record.getSimpleName()),
                "/" + service + "-service", topic, record);
    }

}

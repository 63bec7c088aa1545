package com.example.shop.common.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventType;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;

/// The handlers of this service, each under the type of event it is for.
final class EventHandlers {

    private final Map<String, Subscription> byType = new HashMap<>();

    /// @throws IllegalStateException if two handlers are for the same type, or one does
    /// not say which it is for
    EventHandlers(Collection<EventHandler<?>> handlers) {
        for (EventHandler<?> handler : handlers) {
            EventType type = typeOf(handler);
            Subscription other = this.byType.put(type.name(), new Subscription(type, handler));
            if (other != null) {
                throw new IllegalStateException("Two handlers for %s: %s and %s. The second would run in the "
                    .formatted(type.name(), nameOf(other.handler()), nameOf(handler))
                        + "transaction of the first and fail with it; make one of both");
            }
        }
    }

    /// @param type the CloudEvents `type`
    Optional<Subscription> find(String type) {
        return Optional.ofNullable(this.byType.get(type));
    }

    List<EventType> types() {
        return this.byType.values().stream().map(Subscription::type).toList();
    }

    private static EventType typeOf(EventHandler<?> handler) {
        Class<?> contract = ResolvableType.forClass(AopUtils.getTargetClass(handler))
            .as(EventHandler.class)
            .getGeneric(0)
            .resolve();
        if (contract == null || contract == Event.class || !Event.class.isAssignableFrom(contract)) {
            throw new IllegalStateException(
                    nameOf(handler) + " does not say which event it handles: it must be a class that implements "
                            + "EventHandler<TheEvent>");
        }
        return EventType.of(contract.asSubclass(Event.class));
    }

    private static String nameOf(EventHandler<?> handler) {
        return AopUtils.getTargetClass(handler).getName();
    }

    record Subscription(EventType type, EventHandler<?> handler) {
    }

}

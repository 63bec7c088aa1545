package com.example.shop.common.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.contracts.EventCatalog;
import com.example.shop.common.contracts.EventType;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;

/// The handlers of this service, each under the type of event it is for.
final class EventHandlers {

    private final Map<EventType, EventHandler<?>> byType = new HashMap<>();

    /// @throws IllegalStateException if two handlers are for the same type, or one does
    /// not say which it is for
    EventHandlers(Collection<EventHandler<?>> handlers) {
        for (EventHandler<?> handler : handlers) {
            EventHandler<?> other = this.byType.put(typeOf(handler), handler);
            if (other != null) {
                throw new IllegalStateException("Two handlers for %s: %s and %s. The second would run in the "
                    .formatted(typeOf(handler).name(), nameOf(other), nameOf(handler))
                        + "transaction of the first and fail with it; make one of both");
            }
        }
    }

    Optional<EventHandler<?>> handlerOf(EventType type) {
        return Optional.ofNullable(this.byType.get(type));
    }

    /// The topics that at least one handler listens to.
    Set<String> topics() {
        return this.byType.keySet().stream().map(EventType::topic).collect(Collectors.toUnmodifiableSet());
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
        return EventCatalog.of(contract.asSubclass(Event.class));
    }

    private static String nameOf(EventHandler<?> handler) {
        return AopUtils.getTargetClass(handler).getName();
    }

}

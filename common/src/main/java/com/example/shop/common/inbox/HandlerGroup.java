package com.example.shop.common.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.example.shop.common.contracts.Event;

/// Events of one transaction that one handler prepares for together.
record HandlerGroup(EventHandler<?> handler, List<ReceivedEvent> events) {

    /// Groups events by handler, so that each handler prepares as seldom as possible.
    /// Only the order within an aggregate counts: where its next event has another
    /// handler, new groups begin.
    static List<HandlerGroup> of(List<ReceivedEvent> events) {
        List<HandlerGroup> groups = new ArrayList<>();
        Map<EventHandler<?>, HandlerGroup> open = new HashMap<>();
        Map<String, EventHandler<?>> handlers = new HashMap<>();
        for (ReceivedEvent event : events) {
            EventHandler<?> handler = event.handler();
            EventHandler<?> before = handlers.getOrDefault(event.envelope().aggregateId(), handler);
            if (before != handler) {
                open.clear();
                handlers.clear();
            }
            handlers.put(event.envelope().aggregateId(), handler);
            open.computeIfAbsent(handler, _ -> {
                HandlerGroup group = new HandlerGroup(handler, new ArrayList<>());
                groups.add(group);
                return group;
            }).events().add(event);
        }
        return groups;
    }

    /// @return what handles the events one by one
    Consumer<Event> prepare() {
        return prepare(this.handler, this.events.stream().map(ReceivedEvent::event).toList());
    }

    @SuppressWarnings("unchecked") // EventHandlers found the handler by the events'
                                   // class.
    private static <E extends Event> Consumer<Event> prepare(EventHandler<E> handler, List<Event> events) {
        return (Consumer<Event>) handler.prepare((List<E>) events);
    }

}

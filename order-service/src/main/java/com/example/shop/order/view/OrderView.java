package com.example.shop.order.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderLine;
import com.example.shop.order.model.OrderStatus;
import org.jspecify.annotations.Nullable;

/// The JSON of an order.
///
/// @param reason the reason of the status; null if it needs none
public record OrderView(UUID id, String customerId, OrderStatus status, List<Line> lines, MoneyView total,
        Instant placedAt, @Nullable String reason) {

    public OrderView {
        lines = List.copyOf(lines);
    }

    public static OrderView of(Order order) {
        return new OrderView(order.id().value(), order.customer().value(), order.status(),
                order.lines().stream().map(Line::of).toList(), MoneyView.of(order.total()), order.placedAt(),
                order.reason().orElse(null));
    }

    /// A line, with name and price as they were when the order was placed.
    public record Line(String sku, String name, int quantity, MoneyView unitPrice, MoneyView total) {

        public static Line of(OrderLine line) {
            return new Line(line.sku().value(), line.product().name(), line.quantity().value(),
                    MoneyView.of(line.product().unitPrice()), MoneyView.of(line.total()));
        }

    }

}

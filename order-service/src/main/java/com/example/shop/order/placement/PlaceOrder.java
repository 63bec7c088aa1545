package com.example.shop.order.placement;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemException.FieldError;
import com.example.shop.order.OrderProblem;
import com.example.shop.order.model.CustomerId;
import com.example.shop.order.model.MixedCurrencies;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderLine;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.PriceList;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.ReplyDeadline;
import com.example.shop.order.model.Sku;

import org.springframework.stereotype.Component;

/// Places an order in two steps: first it finds the prices, which may take a call to inventory; then it places the order,
/// in the caller's transaction.
@Component
class PlaceOrder {

    private final PriceList prices;

    private final Orders orders;

    private final Supplier<OrderId> ids;

    private final ReplyDeadline deadline;

    private final Clock clock;

    PlaceOrder(PriceList prices, Orders orders, Supplier<OrderId> ids, ReplyDeadline deadline, Clock clock) {
        this.prices = prices;
        this.orders = orders;
        this.ids = ids;
        this.deadline = deadline;
        this.clock = clock;
    }

    /// @throws ProblemException if a product does not exist, or if inventory has to be
    /// called and does not respond
    List<OrderLine> price(List<RequestedLine> lines) {
        Map<Sku, Product> products = this.prices
            .find(lines.stream().map(RequestedLine::sku).collect(Collectors.toSet()));
        List<OrderLine> priced = new ArrayList<>();
        List<FieldError> unknown = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            Product product = products.get(lines.get(line).sku());
            if (product != null) {
                priced.add(new OrderLine(product, lines.get(line).quantity()));
            }
            else {
                unknown.add(new FieldError(OrderRequest.pointer(line), "there is no such product"));
            }
        }
        if (!unknown.isEmpty()) {
            throw new ProblemException(OrderProblem.UNKNOWN_PRODUCT, "The order names products that do not exist.",
                    unknown);
        }
        return priced;
    }

    /// @throws ProblemException if the lines have different currencies
    Order place(CustomerId customer, List<OrderLine> lines) {
        try {
            Order order = Order.place(this.ids.get(), customer, lines, this.clock.instant(), this.deadline);
            this.orders.add(order);
            return order;
        }
        catch (MixedCurrencies ex) {
            throw new ProblemException(OrderProblem.MIXED_CURRENCIES, String.valueOf(ex.getMessage()));
        }
    }

}

package com.example.shop.order.placement;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.example.shop.order.model.Answer;
import com.example.shop.order.model.AnswerDeadline;
import com.example.shop.order.model.Answers;
import com.example.shop.order.model.MixedCurrencies;
import com.example.shop.order.model.Order;
import com.example.shop.order.model.OrderId;
import com.example.shop.order.model.OrderLine;
import com.example.shop.order.model.Orders;
import com.example.shop.order.model.PriceList;
import com.example.shop.order.model.Product;
import com.example.shop.order.model.RequestKey;
import com.example.shop.order.model.Sku;
import com.example.shop.order.view.OrderView;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Places an order once, however often and at however many instances it is asked to.
///
/// Order, events and the answer to the customer are written in one transaction. A
/// twin that comes later finds the answer; one that comes meanwhile is told to come again; and if it is at another
/// instance, the key of the answer lets only one of them commit, and the other one gives that one's answer. Only an order
/// that was placed is an answer to keep: what was refused may be tried again.
@Service
class PlaceOrder {

    private final PriceList prices;

    private final Orders orders;

    private final Answers answers;

    private final Supplier<OrderId> ids;

    private final AnswerDeadline deadline;

    private final Clock clock;

    private final JsonMapper json;

    private final TransactionTemplate transaction;

    private final Set<RequestKey> running = ConcurrentHashMap.newKeySet();

    PlaceOrder(PriceList prices, Orders orders, Answers answers, Supplier<OrderId> ids, AnswerDeadline deadline,
            Clock clock, JsonMapper json, PlatformTransactionManager transactions) {
        this.prices = prices;
        this.orders = orders;
        this.answers = answers;
        this.ids = ids;
        this.deadline = deadline;
        this.clock = clock;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    Outcome place(RequestKey key, List<Wanted> lines) {
        String fingerprint = Fingerprint.of(lines);
        Optional<Answer> earlier = this.answers.find(key);
        if (earlier.isPresent()) {
            return repeat(earlier.get(), fingerprint);
        }
        if (!this.running.add(key)) {
            return new Outcome.StillRunning();
        }
        try {
            return priceAndPlace(key, lines, fingerprint);
        }
        finally {
            this.running.remove(key);
        }
    }

    private Outcome priceAndPlace(RequestKey key, List<Wanted> lines, String fingerprint) {
        Map<Sku, Product> products = this.prices.find(lines.stream().map(Wanted::sku).collect(Collectors.toSet()));
        List<OrderLine> priced = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            Product product = products.get(lines.get(line).sku());
            if (product != null) {
                priced.add(new OrderLine(product, lines.get(line).quantity()));
            }
            else {
                unknown.add(line);
            }
        }
        if (!unknown.isEmpty()) {
            return new Outcome.UnknownProducts(unknown);
        }
        try {
            return this.transaction.execute((_) -> placeOnce(key, priced, fingerprint));
        }
        catch (MixedCurrencies ex) {
            return new Outcome.NoCommonCurrency(String.valueOf(ex.getMessage()));
        }
        catch (DuplicateKeyException ex) {
            return repeat(this.answers.find(key).orElseThrow(() -> ex), fingerprint);
        }
    }

    private Outcome placeOnce(RequestKey key, List<OrderLine> lines, String fingerprint) {
        Instant now = this.clock.instant();
        Order order = Order.place(this.ids.get(), key.customer(), lines, now, this.deadline);
        Answer answer = new Answer(order.id(), fingerprint, this.json.writeValueAsBytes(OrderView.of(order)));
        this.orders.add(order);
        this.answers.keep(key, answer, now);
        return new Outcome.Placed(answer);
    }

    private static Outcome repeat(Answer earlier, String fingerprint) {
        return earlier.fingerprint().equals(fingerprint) ? new Outcome.Repeated(earlier) : new Outcome.OtherContent();
    }

    /// What can come of it.
    sealed interface Outcome {

        record Placed(Answer answer) implements Outcome {
        }

        /// The key was used for the same content: this is what was answered then.
        record Repeated(Answer answer) implements Outcome {
        }

        /// The key was used for other content.
        record OtherContent() implements Outcome {
        }

        record StillRunning() implements Outcome {
        }

        /// @param lines the positions, from 0, of the lines whose product does not exist
        record UnknownProducts(List<Integer> lines) implements Outcome {
        }

        /// @param detail names two products that do not go together
        record NoCommonCurrency(String detail) implements Outcome {
        }

    }

}

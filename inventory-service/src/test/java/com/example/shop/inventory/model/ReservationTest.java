package com.example.shop.inventory.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ReservationTest {

    private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:05Z");

    private static final Sku TEA = new Sku("TEA");

    private static final Sku CUP = new Sku("CUP");

    private static final Sku UNKNOWN = new Sku("UNKNOWN");

    private final OrderId order = new OrderId(UUID.fromString("019abc00-0000-7000-8000-000000000001"));

    private final StockItem tea = StockItem.restore(TEA, 5, 0, 0);

    private final StockItem cups = StockItem.restore(CUP, 2, 0, 0);

    private final Stock stock = new Stock(List.of(this.tea, this.cups));

    @Test
    void an_order_is_held_if_all_of_its_lines_are_in_stock() {
        Reservation reservation = Reservation.decide(this.order, List.of(line(TEA, 5), line(CUP, 1)), this.stock, NOW);

        assertThat(reservation.status()).isEqualTo(ReservationStatus.HELD);
        assertThat(reservation.takeEvents()).containsExactly(new InventoryEvent.Reserved(this.order, 1, NOW));
        assertThat(List.of(this.tea.onHand(), this.tea.reserved())).containsExactly(0L, 5L);
        assertThat(List.of(this.cups.onHand(), this.cups.reserved())).containsExactly(1L, 1L);
        assertThat(reservation.takeMovements()).extracting(StockMovement::sku).containsExactlyInAnyOrder(TEA, CUP);
    }

    @Test
    void an_order_with_one_short_line_holds_nothing() {
        Reservation reservation = Reservation.decide(this.order, List.of(line(TEA, 5), line(CUP, 3), line(UNKNOWN, 1)),
                this.stock, NOW);

        assertThat(reservation.status()).isEqualTo(ReservationStatus.REJECTED);
        assertThat(reservation.takeEvents()).containsExactly(new InventoryEvent.Rejected(this.order, 1, NOW,
                List.of(new Shortage(CUP, new Quantity(3), 2), new Shortage(UNKNOWN, new Quantity(1), 0))));
        assertThat(reservation.takeMovements()).isEmpty();
        assertThat(this.tea.onHand()).isEqualTo(5);
        assertThat(reservation.lines()).isEmpty();
    }

    @Test
    void an_order_without_lines_or_with_the_same_line_twice_is_refused() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Reservation.decide(this.order, List.of(), this.stock, NOW));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Reservation.decide(this.order, List.of(line(TEA, 1), line(TEA, 2)), this.stock, NOW));
    }

    @Test
    void an_order_that_ended_before_it_arrived_starts_as_released() {
        Reservation reservation = Reservation.neverMade(this.order, NOW);

        assertThat(reservation.status()).isEqualTo(ReservationStatus.RELEASED);
        assertThat(reservation.heldSkus()).isEmpty();
        assertThat(reservation.takeEvents()).containsExactly(new InventoryEvent.Released(this.order, 1, NOW));
    }

    @ParameterizedTest(name = "{0} + {1} -> {2}, publishes {3}")
    @CsvSource(textBlock = """
            HELD,      ORDER_CONFIRMED,        CONFIRMED, nothing
            HELD,      CANCELLATION_REQUESTED, RELEASED,  released now
            HELD,      ORDER_CANCELLED,        RELEASED,  released now
            HELD,      SHIPMENT_REQUESTED,         HELD,      nothing
            CONFIRMED, ORDER_CONFIRMED,        CONFIRMED, nothing
            CONFIRMED, CANCELLATION_REQUESTED, RELEASED,  released now
            CONFIRMED, ORDER_CANCELLED,        RELEASED,  released now
            CONFIRMED, SHIPMENT_REQUESTED,         SHIPPED,   shipped now
            SHIPPED,   ORDER_CONFIRMED,        SHIPPED,   nothing
            SHIPPED,   CANCELLATION_REQUESTED, SHIPPED,   shipped then
            SHIPPED,   ORDER_CANCELLED,        SHIPPED,   nothing
            SHIPPED,   SHIPMENT_REQUESTED,         SHIPPED,   nothing
            RELEASED,  ORDER_CONFIRMED,        RELEASED,  nothing
            RELEASED,  CANCELLATION_REQUESTED, RELEASED,  released then
            RELEASED,  ORDER_CANCELLED,        RELEASED,  nothing
            RELEASED,  SHIPMENT_REQUESTED,         RELEASED,  nothing
            REJECTED,  ORDER_CONFIRMED,        REJECTED,  nothing
            REJECTED,  CANCELLATION_REQUESTED, REJECTED,  released then
            REJECTED,  ORDER_CANCELLED,        REJECTED,  nothing
            REJECTED,  SHIPMENT_REQUESTED,         REJECTED,  nothing
            """)
    void every_status_and_trigger_has_its_row_in_the_table(ReservationStatus before, ReservationTrigger trigger,
            ReservationStatus after, String published) {
        Reservation reservation = in(before);
        Stock held = new Stock(before.holdsStock() ? List.of(StockItem.restore(TEA, 7, 3, 4)) : List.of());

        reservation.on(trigger, held, NOW);

        assertThat(reservation.status()).isEqualTo(after);
        assertThat(reservation.since()).isEqualTo((after != before) ? NOW : THEN);
        assertThat(reservation.takeEvents()).isEqualTo(switch (published) {
            case "nothing" -> List.of();
            case "released now" -> List.of(new InventoryEvent.Released(this.order, 5, NOW));
            case "released then" -> List.of(new InventoryEvent.Released(this.order, 5, THEN));
            case "shipped now" -> List.of(new InventoryEvent.Shipped(this.order, 5, NOW));
            case "shipped then" -> List.of(new InventoryEvent.Shipped(this.order, 5, THEN));
            default -> throw new IllegalArgumentException(published);
        });
        assertThat(reservation.takeMovements()).extracting(StockMovement::kind)
            .isEqualTo((after == before || after == ReservationStatus.CONFIRMED) ? List.of()
                    : List.of(StockMovement.Kind.valueOf(after.name())));
    }

    @Test
    void the_table_above_is_complete() throws NoSuchMethodException {
        String table = ReservationTest.class
            .getDeclaredMethod("every_status_and_trigger_has_its_row_in_the_table", ReservationStatus.class,
                    ReservationTrigger.class, ReservationStatus.class, String.class)
            .getAnnotation(CsvSource.class)
            .textBlock();

        assertThat(table.lines().map((row) -> row.split(" *, *")[0].strip() + " " + row.split(" *, *")[1]))
            .containsExactlyInAnyOrderElementsOf(
                    statusesAndTriggers().map((row) -> row.get()[0] + " " + row.get()[1]).toList());
    }

    @ParameterizedTest
    @MethodSource("statusesAndTriggers")
    void only_an_impossible_shipment_is_refused(ReservationStatus status, ReservationTrigger trigger) {
        boolean refused = status.on(trigger) == ReservationTransition.NOT_ALLOWED;

        assertThat(refused).isEqualTo(trigger == ReservationTrigger.SHIPMENT_REQUESTED
                && status != ReservationStatus.CONFIRMED && status != ReservationStatus.SHIPPED);
    }

    static Stream<Arguments> statusesAndTriggers() {
        return Stream.of(ReservationStatus.values())
            .flatMap((status) -> Stream.of(ReservationTrigger.values()).map((trigger) -> arguments(status, trigger)));
    }

    private Reservation in(ReservationStatus status) {
        return Reservation.restore(this.order,
                (status == ReservationStatus.REJECTED) ? List.of() : List.of(line(TEA, 3)), status, THEN, 4);
    }

    private static ReservationLine line(Sku sku, int quantity) {
        return new ReservationLine(sku, new Quantity(quantity));
    }

}

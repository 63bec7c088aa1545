package com.example.shop.common.inbox;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.example.shop.common.contracts.Topics;
import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.testservice.Kafka;
import com.example.shop.common.testservice.Poison;
import com.example.shop.common.testservice.TestService;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeadLettersIT {

    private static final String LETTERS = "/api/operations/dead-letters/order.events";

    private static final TestService service = TestService.shared();

    @Test
    void a_dead_letter_is_listed_until_its_replay_succeeds() {
        Poison letter = deadLetter();

        List<JsonNode> before = list(letter);
        service.effects().when(letter.order.toString(), _ -> {
        });
        JsonNode replayed = json(service.call("olga:OPERATOR", "POST", LETTERS + "/replay").body());

        assertThat(before).singleElement().satisfies(item -> {
            assertThat(item.path("id").asString()).isEqualTo(letter.id.toString());
            assertThat(item.path("type").asString()).isEqualTo("com.example.shop.order.v1.OrderPlaced");
            assertThat(item.path("key").asString()).isEqualTo(letter.order.toString());
            assertThat(item.path("partition").asInt()).isZero();
            assertThat(item.path("offset").isNumber()).isTrue();
            assertThat(item.path("failedAt").asString()).endsWith("Z");
            assertThat(item.path("reason").asString()).isEqualTo("The handler failed: not today");
        });
        assertThat(replayed.path("replayed").asInt()).isPositive();
        assertThat(service.effects().of(letter.order.toString())).containsExactly(1L);
        assertThat(list(letter)).isEmpty();
    }

    @Test
    void a_dead_letter_that_fails_again_is_one_again_with_its_new_reason() {
        Poison letter = deadLetter();
        service.effects().when(letter.order.toString(), _ -> {
            throw new IllegalStateException("not tomorrow either");
        });

        JsonNode replayed = json(service.call("olga:OPERATOR", "POST", LETTERS + "/replay").body());

        assertThat(replayed.path("failed").asInt()).isPositive();
        assertThat(list(letter)).singleElement()
            .satisfies(item -> assertThat(item.path("reason").asString()).endsWith("not tomorrow either"));
        var letters = Kafka.records(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS), letter.order.toString());
        assertThat(letters).hasSize(2);
        assertThat(Kafka.header(letters.get(1), "dead-letter-original-offset"))
            .isEqualTo(Kafka.header(letters.get(0), "dead-letter-original-offset"));
    }

    @Test
    void a_replay_of_what_was_handled_already_has_no_second_effect() {
        Poison letter = deadLetter();
        service.effects().when(letter.order.toString(), _ -> {
        });
        letter.send();
        await().untilAsserted(() -> assertThat(service.effects().of(letter.order.toString())).containsExactly(1L));

        service.call("olga:OPERATOR", "POST", LETTERS + "/replay");

        assertThat(service.effects().of(letter.order.toString())).containsExactly(1L);
        assertThat(list(letter)).isEmpty();
    }

    @Test
    void a_list_goes_on_where_the_page_before_ended() {
        List<Poison> letters = List.of(deadLetter(), deadLetter(), deadLetter());

        JsonNode first = json(service.call("olga:OPERATOR", "GET", LETTERS + "?size=1").body());
        List<JsonNode> all = new ArrayList<>(first.path("items").valueStream().toList());
        for (JsonNode page = first; !page.path("next").isNull();) {
            page = json(service.call("olga:OPERATOR", "GET", LETTERS + "?size=1&after=" + page.path("next").asString())
                .body());
            assertThat(page.path("items")).hasSize(1);
            all.addAll(page.path("items").valueStream().toList());
        }

        assertThat(all).extracting(item -> item.path("id").asString())
            .doesNotHaveDuplicates()
            .containsAll(letters.stream().map(letter -> letter.id.toString()).toList());
    }

    @Test
    void two_replays_at_once_are_refused() throws Exception {
        try (Connection other = service.connect("test"); var lock = other.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + DeadLetterReplay.LOCK + ")");

            var answer = service.call("olga:OPERATOR", "POST", LETTERS + "/replay");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(json(answer.body()).path("type").asString()).isEqualTo("/problems/replay-in-progress");
        }
    }

    @Test
    void dead_letters_are_for_operators_and_for_topics_this_service_listens_to() {
        assertThat(service.call("alice:CUSTOMER", "GET", LETTERS).statusCode()).isEqualTo(403);
        assertThat(service.call("wendy:WAREHOUSE", "POST", LETTERS + "/replay").statusCode()).isEqualTo(403);
        assertThat(service.call("olga:OPERATOR", "GET", "/api/operations/dead-letters/inventory.products").statusCode())
            .isEqualTo(404);
        assertThat(service.call("olga:OPERATOR", "GET", LETTERS + "?size=0").statusCode()).isEqualTo(400);
        assertThat(service.call("olga:OPERATOR", "GET", LETTERS + "?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void a_replay_keeps_to_its_limit_though_letters_lie_in_several_partitions() {
        service.call("olga:OPERATOR", "POST", LETTERS + "/replay");
        for (int partition = 0; partition < 3; partition++) {
            Poison letter = new Poison();
            ProducerRecord<byte[], byte[]> record = letter.record();
            Kafka.send(new ProducerRecord<>(UsedTopics.deadLettersOf(Topics.ORDER_EVENTS), partition, record.key(),
                    record.value(), record.headers()));
        }

        try (TestService limited = TestService.start("inbox.replay-limit=1")) {
            JsonNode replayed = json(limited.call("olga:OPERATOR", "POST", LETTERS + "/replay").body());

            assertThat(replayed.path("replayed").asInt() + replayed.path("failed").asInt()).isEqualTo(1);
        }
        service.call("olga:OPERATOR", "POST", LETTERS + "/replay");
    }

    private static Poison deadLetter() {
        Poison letter = new Poison();
        service.effects().when(letter.order.toString(), _ -> {
            throw new IllegalStateException("not today");
        });
        letter.send();
        await().atMost(Duration.ofSeconds(20)).until(() -> !list(letter).isEmpty());
        return letter;
    }

    private static List<JsonNode> list(Poison letter) {
        List<JsonNode> found = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = json(service.call("olga:OPERATOR", "GET", LETTERS + "?size=100" + after).body());
            page.path("items")
                .valueStream()
                .filter(item -> letter.id.toString().equals(item.path("id").asString("")))
                .forEach(found::add);
            if (page.path("next").isNull()) {
                return found;
            }
            after = "&after=" + page.path("next").asString();
        }
    }

    private static JsonNode json(String body) {
        return new JsonMapper().readTree(body);
    }

}

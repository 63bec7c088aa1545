package com.example.shop.common.contracts;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.example.shop.common.messaging.UsedTopics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds the description of all topics and events to the contracts.
class AsyncApiTest {

    private static final Path FILE = Path.of("../docs/asyncapi.yaml");

    private static final JsonNode DOCUMENT = load();

    static Stream<EventType> every_event() {
        return Contracts.all().stream();
    }

    static Stream<String> every_topic() {
        return Contracts.all().stream().map(EventType::topic).distinct();
    }

    @Test
    void it_describes_every_topic_and_its_dead_letter_topic_and_no_other() {
        Set<String> addresses = new TreeSet<>();
        channels().forEach((channel) -> addresses.add(channel.path("address").asString()));

        Set<String> topics = new TreeSet<>();
        every_topic().forEach((topic) -> topics.addAll(List.of(topic, UsedTopics.deadLettersOf(topic))));
        assertThat(addresses).isEqualTo(topics);
        assertThat(channels()).hasSize(topics.size())
            .allSatisfy(
                    (channel) -> assertThat(channel.at("/bindings/kafka/topic")).isEqualTo(channel.path("address")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_topic")
    void a_topic_has_the_events_of_its_contracts_and_no_others(String topic) {
        JsonNode channel = channel(topic);

        Set<String> names = new TreeSet<>();
        channel.path("messages").forEach((message) -> names.add(resolved(message).path("name").asString()));

        assertThat(names).containsExactlyInAnyOrderElementsOf(
                Contracts.all().stream().filter((type) -> type.topic().equals(topic)).map(EventType::name).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_topic")
    void only_the_topic_of_products_is_compacted(String topic) {
        JsonNode policy = channel(topic).at("/bindings/kafka/topicConfiguration/cleanup.policy");

        String expected = topic.equals(Topics.INVENTORY_PRODUCTS) ? "compact" : "delete";

        assertThat(policy.valueStream().map(JsonNode::asString)).containsExactly(expected);
        assertThat(Contracts.all()).filteredOn((type) -> type.topic().equals(topic))
            .allSatisfy((type) -> assertThat(type.compacted()).isEqualTo(expected.equals("compact")));
        assertThat(channel(UsedTopics.deadLettersOf(topic)).at("/bindings/kafka/topicConfiguration/cleanup.policy")
            .valueStream()
            .map(JsonNode::asString)).containsExactly("delete");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_topic")
    void a_topic_is_sent_by_its_owner_alone_and_its_dead_letters_by_its_reader(String topic) {
        String owner = Contracts.all()
            .stream()
            .filter((type) -> type.topic().equals(topic))
            .findFirst()
            .orElseThrow()
            .source()
            .substring(1);

        List<String> senders = services("send", topic);
        List<String> readers = services("receive", topic);

        assertThat(senders).containsExactly(owner);
        assertThat(readers).hasSize(1).doesNotContain(owner);
        assertThat(services("send", UsedTopics.deadLettersOf(topic))).isEqualTo(readers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void an_event_has_the_headers_key_and_schema_of_its_contract(EventType type) {
        JsonNode message = DOCUMENT.at("/components/messages/" + type.record().getSimpleName());

        JsonNode headers = message.at("/headers/allOf/1/properties");
        Path schema = FILE.resolveSibling(message.at("/payload/$ref").asString("missing"));

        assertThat(headers.at("/ce_type/const").asString()).isEqualTo(type.name());
        assertThat(headers.at("/ce_source/const").asString()).isEqualTo(type.source());
        assertThat(message.at("/bindings/kafka/key/$ref").asString())
            .endsWith(type.topic().equals(Topics.INVENTORY_PRODUCTS) ? "/Sku" : "/OrderId");
        assertThat(schema).isRegularFile()
            .endsWith(Path.of(type.record().getName().replace('.', '/') + ".schema.json"));
    }

    @Test
    void every_reference_within_the_document_leads_somewhere() {
        Set<String> references = new HashSet<>();
        collectReferences(DOCUMENT, references);

        assertThat(references).isNotEmpty()
            .filteredOn((reference) -> reference.startsWith("#"))
            .allSatisfy((reference) -> assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference)
                .isFalse());
    }

    /// Finds who sends or receives, from names such as `orderServiceSendsOrderEvents`.
    private static List<String> services(String action, String topic) {
        return DOCUMENT.path("operations")
            .propertyStream()
            .filter((operation) -> operation.getValue().path("action").asString().equals(action))
            .filter((operation) -> resolved(operation.getValue().path("channel")).path("address")
                .asString()
                .equals(topic))
            .map((operation) -> operation.getKey().startsWith("order") ? "order-service" : "inventory-service")
            .toList();
    }

    private static JsonNode channel(String topic) {
        Predicate<JsonNode> same = (channel) -> channel.path("address").asString().equals(topic);
        return channels().stream().filter(same).findFirst().orElseThrow();
    }

    private static List<JsonNode> channels() {
        return StreamSupport.stream(DOCUMENT.path("channels").spliterator(), false).toList();
    }

    private static JsonNode resolved(JsonNode node) {
        return DOCUMENT.at(node.path("$ref").asString().substring(1));
    }

    private static void collectReferences(JsonNode node, Set<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").asString());
        }
        node.forEach((child) -> collectReferences(child, references));
    }

    private static JsonNode load() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(FILE)) {
            return new JsonMapper().valueToTree(new Yaml(new SafeConstructor(strict)).<Object>load(reader));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}

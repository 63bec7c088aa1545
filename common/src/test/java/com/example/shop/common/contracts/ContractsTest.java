package com.example.shop.common.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import com.example.shop.common.messaging.EventJson;
import com.example.shop.common.messaging.UnreadableEvent;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Holds the three spellings of each contract together: JSON Schema, frozen example and record.
class ContractsTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final JsonMapper JSON = new JsonMapper();

    /// The very JSON that travels through Kafka.
    private static final EventJson EVENTS = new EventJson();

    static Stream<EventType> every_event() {
        return Contracts.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void the_schema_is_itself_valid_json_schema_and_carries_the_name_of_the_event(EventType type) {
        JsonNode schema = read(type, ".schema.json");

        List<Error> errors = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
            .validate(schema);

        assertThat(errors).isEmpty();
        assertThat(schema.path("title").asString()).isEqualTo(type.name());
        assertThat(schema.path("$id").asString()).endsWith(file(type, ".schema.json"));
        assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void the_example_is_what_the_schema_describes(EventType type) {
        JsonNode example = read(type, ".example.json");

        List<Error> errors = violations(type, example);

        assertThat(errors).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void the_example_becomes_the_record_and_back_without_loss(EventType type) {
        JsonNode example = read(type, ".example.json");

        Event event = event(type, example);

        assertThat(JSON.readTree(EVENTS.write(event))).isEqualTo(example);
        assertThat(event.version()).isEqualTo(example.path("version").asLong());
        assertThat(event.aggregateId()).isEqualTo(example.path(aggregateIdField(type)).asString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void the_schema_and_the_record_have_the_same_fields_of_the_same_kind(EventType type) {
        JsonNode schema = read(type, ".schema.json");

        assertSameFields(type.record(), schema);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void every_field_is_described_and_has_limits(EventType type) {
        JsonNode schema = read(type, ".schema.json");

        List<String> careless = carelessFields("", schema);

        assertThat(careless).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void without_any_one_of_its_fields_it_is_refused_by_schema_and_record_alike(EventType type) {
        JsonNode example = read(type, ".example.json");

        List<JsonNode> incomplete = withoutEachField(example);

        assertThat(incomplete).hasSizeGreaterThanOrEqualTo(type.record().getRecordComponents().length)
            .allSatisfy((json) -> {
                assertThat(violations(type, json)).as("schema, %s", json).isNotEmpty();
                assertThatThrownBy(() -> event(type, json)).as("record, %s", json).isInstanceOf(UnreadableEvent.class);
            });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void a_field_that_a_newer_producer_adds_is_ignored(EventType type) {
        JsonNode example = read(type, ".example.json");
        JsonNode newer = withAnUnknownFieldEverywhere(example);

        Event event = event(type, newer);

        assertThat(violations(type, newer)).isEmpty();
        assertThat(event).isEqualTo(event(type, example));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_event")
    void whatever_was_released_once_is_read_forever(EventType type) {
        List<JsonNode> released = released(type);

        List<Event> events = released.stream().map((json) -> event(type, json)).toList();

        assertThat(events).isNotEmpty();
        assertThat(released).allSatisfy((json) -> assertThat(violations(type, json)).isEmpty());
        assertThat(released.getLast())
            .as("the example is the newest released one; to change it, add a file to src/test/resources/.../released")
            .isEqualTo(read(type, ".example.json"));
    }

    private static void assertSameFields(Class<?> record, JsonNode schema) {
        RecordComponent[] components = record.getRecordComponents();
        List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
        assertThat(schema.path("properties").propertyNames()).as("properties of %s", record)
            .containsExactlyElementsOf(names);
        assertThat(schema.path("required").valueStream().map(JsonNode::asString)).as("required of %s", record)
            .containsExactlyElementsOf(names);
        for (RecordComponent component : components) {
            assertSameKind(component, schema.path("properties").path(component.getName()));
        }
    }

    private static void assertSameKind(RecordComponent component, JsonNode field) {
        Class<?> kind = component.getType();
        assertThat(field.path("type").asString()).as("type of %s", component).isEqualTo(jsonType(kind));
        if (kind == UUID.class) {
            assertThat(field.path("format").asString()).as("format of %s", component).isEqualTo("uuid");
        }
        if (kind == Instant.class) {
            assertThat(field.path("format").asString()).as("format of %s", component).isEqualTo("date-time");
        }
        if (kind == List.class) {
            Class<?> element = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            assertThat(field.path("items").path("type").asString()).isEqualTo("object");
            assertSameFields(element, field.path("items"));
        }
    }

    private static String jsonType(Class<?> kind) {
        if (kind == int.class || kind == long.class) {
            return "integer";
        }
        return (kind == List.class) ? "array" : "string";
    }

    private static List<String> carelessFields(String path, JsonNode schema) {
        List<String> careless = new ArrayList<>();
        if (!schema.path("description").asString("").endsWith(".")) {
            careless.add(path + " has no description");
        }
        boolean limited = switch (schema.path("type").asString()) {
            case "string" -> schema.has("maxLength") || schema.path("format").asString("").equals("uuid");
            case "integer" -> schema.has("minimum") && schema.has("maximum");
            case "array" -> schema.has("minItems") && schema.has("maxItems");
            case "object" -> schema.has("required");
            default -> false;
        };
        if (!limited) {
            careless.add(path + " has no limit");
        }
        schema.path("properties")
            .propertyStream()
            .forEach((field) -> careless.addAll(carelessFields(path + "/" + field.getKey(), field.getValue())));
        if (schema.has("items")) {
            careless.addAll(carelessFields(path + "/items", schema.path("items")));
        }
        return careless;
    }

    private static List<JsonNode> withoutEachField(JsonNode example) {
        List<JsonNode> incomplete = new ArrayList<>();
        for (String name : example.propertyNames()) {
            ObjectNode copy = ((ObjectNode) example).deepCopy();
            copy.remove(name);
            incomplete.add(copy);
            if (example.path(name) instanceof ArrayNode elements) {
                for (JsonNode element : withoutEachField(elements.path(0))) {
                    ObjectNode changed = ((ObjectNode) example).deepCopy();
                    ((ArrayNode) changed.path(name)).set(0, element);
                    incomplete.add(changed);
                }
            }
        }
        return incomplete;
    }

    private static JsonNode withAnUnknownFieldEverywhere(JsonNode example) {
        JsonNode copy = example.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.put("addedLater", "by a newer producer");
        }
        for (String name : example.propertyNames()) {
            if (copy.path(name) instanceof ArrayNode elements) {
                for (int i = 0; i < elements.size(); i++) {
                    elements.set(i, withAnUnknownFieldEverywhere(elements.path(i)));
                }
            }
        }
        return copy;
    }

    private static List<Error> violations(EventType type, JsonNode json) {
        Schema schema = SCHEMAS.getSchema(read(type, ".schema.json"));
        return schema.validate(json,
                (context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true)));
    }

    private static Event event(EventType type, JsonNode json) {
        return EVENTS.read(JSON.writeValueAsBytes(json), type.record());
    }

    private static String aggregateIdField(EventType type) {
        return type.topic().equals(Topics.INVENTORY_PRODUCTS) ? "sku" : "orderId";
    }

    private static List<JsonNode> released(EventType type) {
        try (Stream<Path> files = Files
            .list(Path.of(resource("released" + file(type, "").substring("contracts".length())).toURI()))) {
            return files
                .sorted(Comparator
                    .comparingInt((file) -> Integer.parseInt(file.getFileName().toString().replace(".json", ""))))
                .map(JSON::readTree)
                .toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static JsonNode read(EventType type, String suffix) {
        try (InputStream in = resource(file(type, suffix).substring("contracts/".length())).openStream()) {
            return JSON.readTree(in);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static URL resource(String name) {
        URL url = ContractsTest.class.getResource(name);
        assertThat(url).as("resource %s", name).isNotNull();
        return Objects.requireNonNull(url);
    }

    /// Such as `contracts/order/v1/OrderPlaced.schema.json`.
    private static String file(EventType type, String suffix) {
        String name = type.record().getName();
        return name.substring(name.indexOf("contracts.")).replace('.', '/') + suffix;
    }

}

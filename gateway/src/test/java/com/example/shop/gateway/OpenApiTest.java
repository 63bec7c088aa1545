package com.example.shop.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.example.shop.common.problem.ProblemType;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds the description of the public API to the code: its paths, its problems, and its own examples.
class OpenApiTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final JsonNode API = load();

    private static final Map<String, ProblemType> PROBLEMS = ProblemsInSources.byUri();

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    @Test
    void it_describes_each_mapping_of_the_services_and_nothing_else() {
        Set<String> described = new TreeSet<>();
        operations().forEach((operation) -> described.add(operation.method() + " " + operation.path()));

        Set<String> mapped = mappingsIn("../order-service", "../inventory-service", "../common");

        assertThat(mapped).isNotEmpty();
        mapped.add("POST /oauth2/token");
        assertThat(described).isEqualTo(mapped);
    }

    @Test
    void every_problem_it_names_exists_with_that_status_and_title() {
        List<JsonNode> problems = examplesOfProblems(API);

        assertThat(problems).isNotEmpty().allSatisfy((problem) -> {
            ProblemType type = problemType(problem.path("type").asString());
            assertThat(problem.path("status").asInt()).as("status in %s", problem).isEqualTo(type.status().value());
            assertThat(problem.path("title").asString()).as("title in %s", problem).isEqualTo(type.title());
        });
    }

    @Test
    void an_example_of_a_problem_stands_under_its_own_status() {
        List<String> misplaced = new ArrayList<>();

        for (Operation operation : operations()) {
            operation.responses().forEach((status, response) -> {
                for (JsonNode problem : examplesOfProblems(response)) {
                    if (!status.equals("default") && problem.path("status").asInt() != Integer.parseInt(status)) {
                        misplaced.add(operation + " " + status + " " + problem);
                    }
                }
            });
        }

        assertThat(misplaced).isEmpty();
    }

    @Test
    void it_lists_every_problem_of_the_platform_and_gives_an_example_of_each() {
        List<String> listed = strings(API.at("/components/schemas/Problem/properties/type/enum"));

        Set<String> shown = new HashSet<>();
        examplesOfProblems(API).forEach((problem) -> shown.add(problem.path("type").asString()));

        assertThat(listed).containsExactlyInAnyOrderElementsOf(PROBLEMS.keySet());
        assertThat(shown).containsExactlyInAnyOrderElementsOf(PROBLEMS.keySet());
    }

    @Test
    void every_operation_says_what_may_go_wrong() {
        assertThat(operations()).isNotEmpty().allSatisfy((operation) -> {
            Set<String> statuses = operation.responses().keySet();
            assertThat(statuses).as("%s", operation).anyMatch((status) -> status.startsWith("2")).contains("429");
            if (operation.path().startsWith("/api/")) {
                assertThat(statuses).as("%s", operation).contains("503", "504", "default");
            }
            if (operation.isSecured()) {
                assertThat(statuses).as("%s", operation).contains("401", "403");
            }
            if (operation.node().has("requestBody") && operation.isSecured()) {
                assertThat(statuses).as("%s", operation).contains("400", "413", "415");
            }
            if (operation.path().contains("{")) {
                assertThat(statuses).as("%s", operation).contains("404");
            }
        });
    }

    @Test
    void only_reading_products_and_getting_a_token_need_no_token() {
        List<String> open = operations().stream()
            .filter((operation) -> !operation.isSecured())
            .map(Operation::toString)
            .toList();

        assertThat(open).containsExactlyInAnyOrder("GET /api/products", "GET /api/products/{sku}",
                "POST /oauth2/token");
    }

    @Test
    void every_operation_has_a_name_of_its_own_and_words_for_people() {
        List<Operation> operations = operations();

        assertThat(operations).extracting((operation) -> operation.node().path("operationId").asString())
            .doesNotHaveDuplicates();
        assertThat(operations).allSatisfy((operation) -> {
            assertThat(operation.node().path("summary").asString("")).as("summary of %s", operation).isNotBlank();
            assertThat(operation.node().path("description").asString("")).as("description of %s", operation)
                .isNotBlank();
            assertThat(operation.node().path("tags").size()).as("tags of %s", operation).isEqualTo(1);
        });
    }

    @Test
    void every_parameter_in_a_path_is_described() {
        assertThat(operations()).allSatisfy((operation) -> {
            Set<String> named = new HashSet<>();
            operation.node().path("parameters").forEach((parameter) -> {
                JsonNode resolved = resolved(parameter);
                if (resolved.path("in").asString().equals("path")) {
                    named.add(resolved.path("name").asString());
                }
            });
            Set<String> used = new HashSet<>();
            Matcher placeholder = Pattern.compile("\\{(\\w+)}").matcher(operation.path());
            while (placeholder.find()) {
                used.add(placeholder.group(1));
            }
            assertThat(named).as("path parameters of %s", operation).isEqualTo(used);
        });
    }

    @Test
    void every_reference_leads_somewhere_and_every_component_is_used() {
        Set<String> references = new TreeSet<>();
        collectReferences(API, references);

        Set<String> components = new TreeSet<>();
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            API.path("components")
                .path(kind)
                .propertyNames()
                .forEach((name) -> components.add("#/components/" + kind + "/" + name));
        }

        assertThat(references).isEqualTo(components);
    }

    @Test
    void responses_promise_their_fields_and_no_others() {
        List<String> open = new ArrayList<>();

        API.path("components").path("schemas").propertyStream().forEach((schema) -> {
            if (schema.getValue().path("type").asString("").equals("object")
                    && !schema.getValue().path("additionalProperties").isBoolean()) {
                open.add(schema.getKey());
            }
        });

        assertThat(open).isEmpty();
    }

    @Test
    void every_example_fits_its_schema() {
        List<String> misfits = new ArrayList<>();
        int[] seen = { 0 };

        for (JsonNode content : contents(API)) {
            List<JsonNode> examples = new ArrayList<>();
            if (content.has("example")) {
                examples.add(content.path("example"));
            }
            content.path("examples").forEach((named) -> examples.add(named.path("value")));
            for (JsonNode example : examples) {
                seen[0]++;
                validate(content.path("schema"), example).forEach((error) -> misfits.add(error + " in " + example));
            }
        }

        assertThat(seen[0]).isGreaterThan(20);
        assertThat(misfits).isEmpty();
    }

    /// Finds what Spring MVC annotations say in the sources, for the services are not on
    /// this class path.
    private static Set<String> mappingsIn(String... modules) {
        Set<String> mappings = new TreeSet<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
                files.filter((file) -> file.toString().endsWith(".java"))
                    .forEach((file) -> addMappings(file, mappings));
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
        return mappings;
    }

    private static void addMappings(Path file, Set<String> mappings) {
        String source = read(file);
        if (!source.contains("@RestController")) {
            return;
        }
        Matcher onClass = Pattern.compile("@RequestMapping\\((?:path = )?\"([^\"]+)\"").matcher(source);
        String prefix = onClass.find() ? onClass.group(1) : "";
        Matcher onMethod = Pattern.compile("@(Get|Put|Post|Delete|Patch)Mapping(?:\\((?:path = )?(?:\"([^\"]*)\")?)?")
            .matcher(source);
        while (onMethod.find()) {
            String path = prefix + Objects.requireNonNullElse(onMethod.group(2), "");
            mappings.add(onMethod.group(1).toUpperCase(Locale.ROOT) + " " + path);
        }
    }

    private static List<JsonNode> contents(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        node.propertyStream().forEach((field) -> {
            if (field.getKey().equals("content")) {
                field.getValue().forEach(found::add);
            }
        });
        node.forEach((child) -> found.addAll(contents(child)));
        return found;
    }

    private static List<Error> validate(JsonNode schema, JsonNode example) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.set("allOf", JSON.createArrayNode().add(schema));
        whole.set("$defs", API.at("/components/schemas"));
        JsonNode alone = JSON.readTree(whole.toString().replace("#/components/schemas/", "#/$defs/"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(alone)
            .validate(example, (context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true)));
    }

    private static List<JsonNode> examplesOfProblems(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        if (node.path("type").asString("").startsWith("/problems/")) {
            found.add(node);
        }
        node.forEach((child) -> found.addAll(examplesOfProblems(child)));
        return found;
    }

    private static ProblemType problemType(String uri) {
        return Objects.requireNonNull(PROBLEMS.get(uri), () -> "no problem has the URI " + uri);
    }

    private static void collectReferences(JsonNode node, Set<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").asString());
        }
        node.forEach((child) -> collectReferences(child, references));
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        API.path("paths").propertyStream().forEach((path) -> path.getValue().propertyStream().forEach((field) -> {
            if (METHODS.contains(field.getKey())) {
                operations.add(new Operation(field.getKey().toUpperCase(Locale.ROOT), path.getKey(), field.getValue()));
            }
        }));
        return operations;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? API.at(node.path("$ref").asString().substring(1)) : node;
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode load() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/static/openapi.yaml")) {
            LoaderOptions strict = new LoaderOptions();
            strict.setAllowDuplicateKeys(false);
            return JSON.valueToTree(new Yaml(new SafeConstructor(strict)).<Object>load(Objects.requireNonNull(in)));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private record Operation(String method, String path, JsonNode node) {

        Map<String, JsonNode> responses() {
            Map<String, JsonNode> responses = new TreeMap<>();
            node().path("responses")
                .propertyStream()
                .forEach((response) -> responses.put(response.getKey(), resolved(response.getValue())));
            return responses;
        }

        boolean isSecured() {
            return node().path("security").valueStream().anyMatch((way) -> way.has("accessToken"));
        }

        @Override
        public String toString() {
            return method() + " " + path();
        }

    }

}

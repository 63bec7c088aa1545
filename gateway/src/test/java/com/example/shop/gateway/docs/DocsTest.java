package com.example.shop.gateway.docs;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemType;
import com.example.shop.gateway.ProblemsInSources;
import com.example.shop.gateway.RunningGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class DocsTest extends RunningGateway {

    static Collection<ProblemType> everyProblem() {
        return ProblemsInSources.byUri().values();
    }

    @ParameterizedTest
    @MethodSource("everyProblem")
    void every_problem_is_explained_where_its_type_points(ProblemType problem) {
        HttpResponse<String> page = get(problem.uri().toString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains(problem.title(), problem.slug(), "status " + problem.status().value());
    }

    @Test
    void no_page_explains_a_problem_that_nobody_responds_with() throws IOException {
        JsonNode pages = new JsonMapper().readTree(new ClassPathResource("problems.json").getContentAsByteArray());

        assertThat(pages.propertyNames())
            .containsExactlyInAnyOrderElementsOf(everyProblem().stream().map(ProblemType::slug).toList())
            .containsAll(Arrays.stream(PlatformProblem.values()).map(ProblemType::slug).toList());
    }

    @Test
    void a_problem_that_does_not_exist_is_a_404_that_does_not_repeat_its_name() {
        HttpResponse<String> page = get("/problems/%3Cscript%3E");

        assertThat(problemOf(page)).isEqualTo("404 not-found");
        assertThat(page.body()).doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/docs" })
    void the_start_leads_to_the_page_whatever_the_host_header_says(String path) {
        String response = sendRaw("GET " + path + " HTTP/1.1", "X-Forwarded-Host: evil.test");

        assertThat(response).containsPattern("^HTTP/1.1 302").contains("Location: /docs/\r\n");
    }

    @Test
    void the_page_and_all_it_refers_to_are_served_and_nothing_in_it_is_inline() {
        HttpResponse<String> page = get("/docs/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy")).contains("default-src 'none'", "script-src 'self';",
                "style-src 'self';", "frame-ancestors 'none'");
        assertThat(page.body()).doesNotContain("style=", "onload=").doesNotContainPattern("<script>");
        assertThat(Pattern.compile("(?:src|href)=\"([^\"]+)\"")
            .matcher(page.body())
            .results()
            .map((MatchResult reference) -> reference.group(1))
            .filter((reference) -> !reference.startsWith("/"))).hasSizeGreaterThan(4)
            .allSatisfy((reference) -> assertThat(get("/docs/" + reference).statusCode()).as(reference).isEqualTo(200));
    }

    @Test
    void the_description_is_served() {
        HttpResponse<String> description = get("/openapi.yaml");

        assertThat(description.statusCode()).isEqualTo(200);
        assertThat(header(description, "Content-Type")).isEqualTo("application/yaml");
        assertThat(description.body()).contains("openapi: 3.1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/docs/../application.yml", "/docs/swagger-ui/../../application.yml",
            "/docs/%2e%2e/application.yml", "/webjars/swagger-ui/package.json", "/application.yml" })
    void nothing_else_can_be_read(String path) {
        assertThat(sendRaw("GET " + path + " HTTP/1.1")).containsPattern("^HTTP/1.1 40[014] ")
            .doesNotContain("gateway:");
    }

}

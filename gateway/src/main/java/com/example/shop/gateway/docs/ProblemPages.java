package com.example.shop.gateway.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The page that the `type` of a problem points to. `problems.json` lists the problems of the platform and of both services;
/// tests compare it with the code.
@PermitAll
@RestController
class ProblemPages {

    private final Map<String, Page> pages;

    ProblemPages(JsonMapper json) throws IOException {
        try (InputStream problems = new ClassPathResource("problems.json").getInputStream()) {
            this.pages = json.readValue(problems, new TypeReference<>() {
            });
        }
    }

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String slug) {
        Page page = this.pages.get(slug);
        if (page == null) {
            throw new ProblemException(PlatformProblem.NOT_FOUND, "No problem has this name.");
        }
        return """
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>%1$s</title>
                  <link rel="stylesheet" href="/docs/page.css">
                </head>
                <body>
                  <main class="words">
                    <h1>%1$s</h1>
                    <p><code>%2$s</code>, status %3$d</p>
                    <p>%4$s</p>
                    <p><a href="/docs/">The API</a></p>
                  </main>
                </body>
                </html>
                """.formatted(page.title(), slug, page.status(), page.advice());
    }

    private record Page(int status, String title, String advice) {
    }

}

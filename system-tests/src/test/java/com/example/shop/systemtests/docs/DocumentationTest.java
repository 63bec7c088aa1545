package com.example.shop.systemtests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentationTest {

    private static final Project PROJECT = Project.here();

    private static final Pattern LINK = Pattern.compile("\\[[^]\\[]*]\\(([^)\\s]+)\\)");

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");

    private static final Pattern TEST_NAME = Pattern
        .compile("(?=.*[a-z])(?!.*_(seconds|bytes))(?!(pg|max)_)[A-Za-z0-9]+(_[A-Za-z0-9]+){3,}");

    private static final Pattern PATH = Pattern
        .compile("[\\w.-]+/[\\w./-]*|[\\w.-]+\\.(md|java|sql|yml|yaml|json|xml)");

    private static final Pattern SETTING = Pattern
        .compile("(outbox|inbox|messaging|security|http|order|inventory|gateway)(\\.[a-z][a-z-]*)+");

    private static final Pattern TOPIC = Pattern.compile("(order|inventory)\\.(events|products)(-dlt)?");

    /// Words that look like a class or a file of ours and are not.
    private static final Set<String> COMMON_WORDS = Set.of("Location", "Bearer", "application.yml", ".local/",
            ".local/gateway/issuer-key.json");

    @Test
    void every_link_has_a_target() {
        List<String> dead = new ArrayList<>();

        for (Path document : PROJECT.documents()) {
            LINK.matcher(withoutCode(PROJECT.read(document)))
                .results()
                .map((found) -> found.group(1))
                .filter((target) -> !target.matches("(https?|mailto):.*"))
                .filter((target) -> !leadsSomewhere(document, target))
                .forEach((target) -> dead.add(document + " -> " + target));
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void every_class_that_a_document_names_exists() {
        assertThat(missing((document, word) -> !CLASS_NAME.matcher(word).matches() || PROJECT.hasClass(word)))
            .isEmpty();
    }

    @Test
    void every_test_that_a_document_names_exists() {
        String tests = PROJECT.testSources().stream().map(Project.Source::text).collect(Collectors.joining("\n"));

        assertThat(
                missing((document, word) -> !TEST_NAME.matcher(word).matches() || tests.contains("void " + word + "(")))
            .isEmpty();
    }

    @Test
    void every_file_that_a_document_names_exists() {
        assertThat(missing((document, word) -> !PATH.matcher(word).matches() || exists(document, word))).isEmpty();
    }

    @Test
    void every_setting_that_a_document_names_exists() {
        List<String> names = Settings.of(PROJECT).names();

        assertThat(names).isNotEmpty();
        assertThat(missing((document, word) -> !SETTING.matcher(word).matches() || TOPIC.matcher(word).matches()
                || names.contains(word)))
            .isEmpty();
    }

    @Test
    void the_settings_page_matches_the_code() throws IOException {
        String expected = Settings.of(PROJECT).asMarkdown();

        Path draft = Files.writeString(Path.of("target", "settings.md"), expected);

        assertThat(PROJECT.read(Path.of("docs/settings.md"))).as("%s has the page as it should be", draft)
            .isEqualTo(expected);
    }

    @Test
    void the_readme_is_read_in_a_few_minutes() {
        String readme = PROJECT.read(Path.of("README.md"));

        int words = readme.strip().split("\\s+").length;

        assertThat(words).isLessThan(900);
    }

    @Test
    void every_document_can_be_reached_from_the_readme() {
        Set<Path> reached = new TreeSet<>();
        follow(Path.of("README.md"), reached);

        assertThat(reached).containsAll(PROJECT.documents());
    }

    private static void follow(Path document, Set<Path> reached) {
        if (!reached.add(document)) {
            return;
        }
        LINK.matcher(withoutCode(PROJECT.read(document)))
            .results()
            .map((found) -> found.group(1).replaceFirst("#.*", ""))
            .filter((target) -> target.endsWith(".md") && !target.contains(":"))
            .map((target) -> Path.of("/").resolve(document).resolveSibling(target).normalize())
            .map((path) -> Path.of("/").relativize(path))
            .filter((path) -> Files.exists(PROJECT.root().resolve(path)))
            .forEach((path) -> follow(path, reached));
    }

    /// The words in code style that fail the check.
    private static List<String> missing(BiPredicate<Path, String> check) {
        List<String> missing = new ArrayList<>();
        for (Path document : PROJECT.documents()) {
            CODE.matcher(withoutBlocks(PROJECT.read(document)))
                .results()
                .flatMap((found) -> Stream.of(found.group(1)))
                .filter((word) -> !COMMON_WORDS.contains(word))
                .filter((word) -> !check.test(document, word))
                .forEach((word) -> missing.add(document + " names " + word));
        }
        return missing;
    }

    private static boolean leadsSomewhere(Path document, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : resolve(document, parts[0]);
        if (!Files.exists(PROJECT.root().resolve(file))) {
            return false;
        }
        return parts.length == 1 || headings(PROJECT.read(file)).contains(parts[1]);
    }

    private static boolean exists(Path document, String word) {
        if (word.endsWith("/") && word.indexOf('/') == word.length() - 1) {
            return PROJECT.files().stream().anyMatch((file) -> ("/" + file).contains("/" + word));
        }
        return Files.exists(PROJECT.root().resolve(word))
                || Files.exists(PROJECT.root().resolve(resolve(document, word)))
                || PROJECT.files().stream().anyMatch((file) -> file.endsWith(word));
    }

    private static Path resolve(Path document, String target) {
        Path parent = document.getParent();
        return ((parent != null) ? parent.resolve(target) : Path.of(target)).normalize();
    }

    /// The names that links can use for the headings of a document, as GitHub makes them.
    private static Set<String> headings(String text) {
        return withoutBlocks(text).lines()
            .filter((line) -> line.startsWith("#"))
            .map((line) -> line.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .replace(' ', '-'))
            .collect(Collectors.toSet());
    }

    private static String withoutCode(String text) {
        return withoutBlocks(text).replaceAll("`[^`\\n]*`", "");
    }

    private static String withoutBlocks(String text) {
        return text.replaceAll("(?ms)^```.*?^```$", "");
    }

}

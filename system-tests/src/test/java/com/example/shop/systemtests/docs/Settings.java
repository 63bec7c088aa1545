package com.example.shop.systemtests.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The settings of the platform, read from their records.
final class Settings {

    private static final Pattern PREFIX = Pattern.compile("@ConfigurationProperties\\(\"([^\"]+)\"\\)");

    private static final Pattern DEFAULT = Pattern.compile("@DefaultValue\\(\"([^\"]*)\"\\)");

    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+)\\s+((?:(?!@param|/// *\\n).)*)",
            Pattern.DOTALL);

    private final Map<String, List<Setting>> byModule = new TreeMap<>();

    static Settings of(Project project) {
        Settings settings = new Settings();
        for (Project.Source source : project.mainSources()) {
            Matcher prefix = PREFIX.matcher(source.text());
            while (prefix.find()) {
                settings.addRecord(source, prefix.group(1), prefix.end());
            }
        }
        return settings;
    }

    /// The content of the page `docs/settings.md`.
    String asMarkdown() {
        StringBuilder page = new StringBuilder(
                """
                        # Settings

                        Every setting of the platform, with its default. This page is generated from the settings records;
                        a test checks it. Set one in `application.yml`, as an environment variable (`ORDER_REPLYDEADLINE=30s`) or on the
                        command line (`--order.reply-deadline=30s`). Settings of Spring are in
                        [platform-defaults.yml](../common/src/main/resources/platform-defaults.yml), with reasons.
                        """);
        this.byModule.forEach((module, settings) -> {
            page.append("\n## ").append(module).append("\n\n| setting | default | meaning |\n| --- | --- | --- |\n");
            settings.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach((setting) -> page.append(setting.asRow()).append('\n'));
        });
        return page.toString();
    }

    List<String> names() {
        return this.byModule.values().stream().flatMap(List::stream).map(Setting::name).toList();
    }

    private void addRecord(Project.Source source, String prefix, int from) {
        int opening = source.text().indexOf('(', source.text().indexOf("record ", from));
        String comment = commentBefore(source.text(), source.text().lastIndexOf("@ConfigurationProperties", from));
        add(source, prefix, components(source.text(), opening), comment);
    }

    private void add(Project.Source source, String prefix, List<String> components, String comment) {
        Map<String, String> meanings = meanings(comment);
        for (String component : components) {
            String plain = component.replaceAll("@\\w+(\\([^()]*\\))?", " ").strip();
            String type = plain.substring(0, plain.lastIndexOf(' ')).strip();
            String name = plain.substring(plain.lastIndexOf(' ') + 1);
            String meaning = meanings.getOrDefault(name, "");
            int nested = source.text().indexOf("record " + type + "(");
            if (nested >= 0) {
                for (String part : components(source.text(), source.text().indexOf('(', nested))) {
                    addLeaf(source, prefix + "." + kebab(name), part, meaning);
                }
            }
            else {
                addLeaf(source, prefix, component, meaning);
            }
        }
    }

    private void addLeaf(Project.Source source, String prefix, String component, String meaning) {
        Matcher given = DEFAULT.matcher(component);
        String name = component.substring(component.lastIndexOf(' ') + 1);
        this.byModule.computeIfAbsent(source.module(), (_) -> new ArrayList<>())
            .add(new Setting(prefix + "." + kebab(name), given.find() ? given.group(1) : "", meaning));
    }

    /// Splits the text in the parentheses at its top-level commas.
    private static List<String> components(String text, int opening) {
        List<String> components = new ArrayList<>();
        int depth = 0;
        int start = opening + 1;
        for (int at = opening; at < text.length(); at++) {
            char letter = text.charAt(at);
            depth += switch (letter) {
                case '(', '<', '{' -> 1;
                case ')', '>', '}' -> -1;
                default -> 0;
            };
            if ((letter == ',' && depth == 1) || depth == 0) {
                components.add(text.substring(start, at).replaceAll("\\s+", " ").strip());
                start = at + 1;
            }
            if (depth == 0) {
                return components;
            }
        }
        throw new IllegalArgumentException("no closing parenthesis");
    }

    private static String commentBefore(String text, int end) {
        List<String> lines = text.substring(0, end).lines().toList();
        List<String> comment = new ArrayList<>();
        for (String line : lines.reversed()) {
            if (line.startsWith("///")) {
                comment.addFirst(line.substring(3));
            }
            else if (!line.startsWith("@")) {
                break;
            }
        }
        return String.join("\n", comment);
    }

    private static Map<String, String> meanings(String comment) {
        Map<String, String> meanings = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(comment);
        while (parameter.find()) {
            meanings.put(parameter.group(1), parameter.group(2).replaceAll("\\s+", " ").strip());
        }
        return meanings;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private record Setting(String name, String byDefault, String meaning) {

        String asRow() {
            String shown = this.byDefault.isEmpty() ? "" : "`" + this.byDefault + "`";
            return "| `%s` | %s | %s |".formatted(this.name, shown, this.meaning.replace("|", "\\|"));
        }

    }

}

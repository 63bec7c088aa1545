package com.example.shop.localplatform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UpTest {

    private static final URI GATEWAY = URI.create("http://localhost:8080");

    @Test
    void two_platforms_whose_offsets_are_whole_hundreds_never_want_the_same_port() {
        assertThat(Up.ports(0).map((port) -> port % 100)).doesNotHaveDuplicates().hasSize(9);
    }

    @Test
    void an_offset_moves_all_ports() {
        assertThat(Up.ports(1000)).containsExactlyElementsOf(Up.ports(0).map((port) -> port + 1000).toList());
    }

    @Test
    void the_script_looks_at_the_same_ports_before_it_builds() throws IOException {
        String ports = Up.ports(0).sorted().map(String::valueOf).collect(Collectors.joining(" "));

        assertThat(Files.readString(Path.of("../run"))).contains("ports=\"" + ports + "\"\n");
    }

    @Test
    void the_services_have_the_same_ports_when_they_are_started_without_the_launcher() throws IOException {
        for (Service service : Service.values()) {
            assertThat(Files.readString(Path.of("..", service.module(), "src/main/resources/application.yml")))
                .contains("port: " + service.port(), "port: " + service.managementPort());
        }
    }

    @Test
    void the_welcome_fits_a_terminal_of_eighty_columns_and_twenty_four_rows() {
        String welcome = Up.welcome(GATEWAY, true, "9.75 s");

        assertThat(welcome.lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(welcome).hasLineCount(17);
    }

    @Test
    void the_welcome_mentions_a_confirmed_order_only_if_there_is_one() {
        assertThat(Up.welcome(GATEWAY, true, "9.75 s")).contains("Ready, with a confirmed order, after 9.75 s.");
        assertThat(Up.welcome(GATEWAY, false, "9.75 s")).contains("Ready after 9.75 s.");
    }

}

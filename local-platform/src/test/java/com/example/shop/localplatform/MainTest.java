package com.example.shop.localplatform;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {

    private final StringWriter errors = new StringWriter();

    private final CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(this.errors));

    @ParameterizedTest
    @CsvSource({ "restart", "--frsh", "stop --fresh", "up", "status gateway", "--json" })
    void what_is_not_known_is_refused_with_2_and_a_hint(String arguments) {
        int exitCode = this.commandLine.execute(arguments.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(this.errors.toString()).contains("See ./run --help.").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({ "60000", "-1", "many" })
    void an_offset_that_leaves_no_ports_is_refused(String offset) {
        int exitCode = this.commandLine.execute("--port-offset=" + offset);

        assertThat(exitCode).isEqualTo(2);
        assertThat(this.errors.toString()).contains("--port-offset", offset);
    }

    @Test
    void the_offset_is_the_only_thing_wrong_here() {
        this.commandLine.execute("--fresh", "--no-demo", "--port-offset=60000");

        assertThat(this.errors.toString()).contains("'--port-offset': 60000 is not a number from 0 to 40000")
            .hasLineCount(1);
    }

}

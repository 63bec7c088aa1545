package com.example.shop.localplatform.infrastructure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LeashIT {

    private final Process parent;

    private final ProcessHandle program;

    LeashIT(@TempDir Path directory) throws IOException {
        this.parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Parent.class.getName(), directory.resolve("log").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        BufferedReader output = this.parent.inputReader();
        this.program = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }

    @AfterEach
    void clean() {
        this.parent.destroyForcibly();
        this.program.destroyForcibly();
    }

    @Test
    void a_program_that_ignores_the_signal_ends_when_the_jvm_is_killed_that_started_it() throws Exception {
        assertThat(this.program.isAlive()).isTrue();

        this.parent.destroyForcibly();

        this.program.onExit().get(10, TimeUnit.SECONDS);
        assertThat(this.program.isAlive()).isFalse();
    }

    /// Starts a program, tells its number, and stays.
    static final class Parent {

        private Parent() {
        }

        public static void main(String[] arguments) throws Exception {
            Path log = Path.of(arguments[0]);
            Process program = Leash
                .builder("TERM", List.of("/bin/sh", "-c", "trap '' TERM; echo ready; while true; do sleep 1; done"),
                        log)
                .start();
            while (!Files.exists(log) || Files.size(log) == 0) {
                Thread.onSpinWait();
            }
            System.out.println(program.pid());
            program.waitFor();
        }

    }

}

package com.example.shop.localplatform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RunStateTest {

    private final Path local;

    RunStateTest(@TempDir Path local) {
        this.local = local;
    }

    @Test
    void another_terminal_reads_what_the_platform_wrote() throws IOException {
        RunState state = stateOf(ProcessHandle.current(), RunState.startOf(ProcessHandle.current()));

        state.write(this.local);

        assertThat(RunState.read(this.local)).contains(state);
        assertThat(state.launcher()).contains(ProcessHandle.current());
        assertThat(Files.getPosixFilePermissions(RunState.file(this.local)))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_later_process_with_the_same_number_is_not_taken_for_the_platform() {
        RunState state = stateOf(ProcessHandle.current(), Instant.EPOCH);

        assertThat(state.launcher()).isEmpty();
        assertThat(state.parts().getFirst().process()).isEmpty();
    }

    @Test
    void half_a_file_counts_as_none() throws IOException {
        Files.writeString(RunState.file(this.local), "{\"pid\":");

        assertThat(RunState.read(this.local)).isEmpty();
    }

    private static RunState stateOf(ProcessHandle process, Instant startedAt) {
        RunState.Part part = new RunState.Part("gateway", 8080, true, process.pid(), startedAt);
        return new RunState(process.pid(), startedAt, "http://localhost:8080", List.of(part));
    }

}

package com.example.shop.localplatform;

import com.example.shop.localplatform.Options.Command;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    @Test
    void nothing_said_means_start_with_the_data_there_is_and_show_an_order() {
        assertThat(Options.parse()).isEqualTo(new Options(Command.UP, false, true, false, 0, null));
    }

    @Test
    void options_without_a_command_are_those_of_a_start() {
        assertThat(Options.parse("--fresh", "--no-demo", "--port-offset=100"))
            .isEqualTo(new Options(Command.UP, true, false, false, 100, null));
    }

    @Test
    void the_status_can_be_asked_for_by_a_program() {
        assertThat(Options.parse("status", "--json"))
            .isEqualTo(new Options(Command.STATUS, false, true, true, 0, null));
    }

    @Test
    void logs_can_be_those_of_one_part() {
        assertThat(Options.parse("logs", "gateway").log()).contains("gateway");
    }

    @Test
    void an_unknown_command_is_refused() {
        assertThatThrownBy(() -> Options.parse("restart")).isInstanceOf(Refusal.class)
            .hasMessage("Unknown: restart. See ./run --help.");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> Options.parse("--frsh")).isInstanceOf(Refusal.class)
            .hasMessage("Unknown: --frsh. See ./run --help.");
    }

    @Test
    void an_option_of_another_command_is_refused() {
        assertThatThrownBy(() -> Options.parse("stop", "--fresh")).isInstanceOf(Refusal.class)
            .hasMessage("--fresh does not go with stop: see ./run --help.");
    }

    @Test
    void an_offset_that_leaves_no_ports_is_refused() {
        assertThatThrownBy(() -> Options.parse("--port-offset=60000")).isInstanceOf(Refusal.class)
            .hasMessageContaining("from 0 to 40000");
    }

    @Test
    void an_offset_that_is_no_number_is_refused() {
        assertThatThrownBy(() -> Options.parse("--port-offset=-1")).isInstanceOf(Refusal.class);
    }

}

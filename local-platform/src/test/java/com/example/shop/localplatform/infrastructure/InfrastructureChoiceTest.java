package com.example.shop.localplatform.infrastructure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfrastructureChoiceTest {

    @Test
    void nothing_said_means_auto() {
        assertThat(InfrastructureChoice.of("")).isEqualTo(InfrastructureChoice.AUTO);
    }

    @Test
    void the_word_may_be_written_in_any_case() {
        assertThat(InfrastructureChoice.of(" Embedded ")).isEqualTo(InfrastructureChoice.EMBEDDED);
    }

    @Test
    void an_unknown_word_is_refused_with_the_words_there_are() {
        assertThatThrownBy(() -> InfrastructureChoice.of("podman")).hasMessageContaining("auto, docker or embedded");
    }

    @Test
    void broker_properties_become_the_variables_that_the_image_knows() {
        assertThat(DockerInfrastructure.variable("auto.create.topics.enable"))
            .isEqualTo("KAFKA_AUTO_CREATE_TOPICS_ENABLE");
    }

}

package com.example.shop.common.inbox;

import java.util.Map;

import com.example.shop.common.messaging.MessagingProperties;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class InboxPropertiesTest {

    @Test
    void by_default_the_inbox_remembers_for_longer_than_kafka() {
        assertThatNoException().isThrownBy(() -> start(Map.of()));
    }

    @Test
    void a_service_that_would_forget_before_kafka_does_not_start() {
        assertThatIllegalStateException().isThrownBy(() -> start(Map.of("messaging.retention", "8d")))
            .withMessageContaining("inbox.retention")
            .withMessageContaining("messaging.retention");
    }

    private static void start(Map<String, String> settings) {
        Binder binder = new Binder(new MapConfigurationPropertySource(settings));
        new InboxAutoConfiguration(binder.bindOrCreate("inbox", InboxProperties.class),
                binder.bindOrCreate("messaging", MessagingProperties.class));
    }

}

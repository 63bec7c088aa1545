package com.example.shop.common.inbox;

import java.util.Map;

import com.example.shop.common.messaging.MessagingProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
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

    @ParameterizedTest
    @CsvSource({ "inbox.retry-pause=0, retryPause", "inbox.retention=0s, retention", "inbox.attempts=0, attempts",
            "inbox.batch-size=0, batchSize", "inbox.concurrency=-1, concurrency", "inbox.replay-limit=0, replayLimit",
            "messaging.connect-timeout=500ms, connectTimeout", "messaging.socket-timeout=999ms, socketTimeout" })
    void a_service_with_a_setting_that_cannot_work_does_not_start_and_names_it(String setting, String field) {
        new ApplicationContextRunner().withUserConfiguration(Settings.class)
            .withPropertyValues(setting)
            .run(context -> assertThat(context).getFailure()
                .rootCause()
                .hasMessageContaining("on field '" + field + "'"));
    }

    private static void start(Map<String, String> settings) {
        Binder binder = new Binder(new MapConfigurationPropertySource(settings));
        new InboxAutoConfiguration(binder.bindOrCreate("inbox", InboxProperties.class),
                binder.bindOrCreate("messaging", MessagingProperties.class),
                new MockEnvironment().withProperty("spring.application.name", "any-service"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({ InboxProperties.class, MessagingProperties.class })
    static class Settings {

    }

}

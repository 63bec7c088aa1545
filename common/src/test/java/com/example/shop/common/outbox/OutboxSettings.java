package com.example.shop.common.outbox;

import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The defaults, as a service gets them, with one or the other changed.
final class OutboxSettings {

    private OutboxSettings() {
    }

    static OutboxProperties defaults() {
        return of(Map.of());
    }

    static OutboxProperties with(String lease) {
        return of(Map.of("outbox.lease", lease));
    }

    static OutboxProperties of(Map<String, String> changed) {
        return new Binder(new MapConfigurationPropertySource(changed)).bindOrCreate("outbox", OutboxProperties.class);
    }

}

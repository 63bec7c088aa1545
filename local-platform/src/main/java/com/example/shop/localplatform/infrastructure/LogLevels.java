package com.example.shop.localplatform.infrastructure;

import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// Keeps talkative libraries quiet in whatever JVM uses this package.
final class LogLevels {

    private LogLevels() {
    }

    /// Once for the loggers as they are, and once for Spring Boot, which sets them all
    /// anew when a context starts. What somebody else has configured stays.
    static void set(Map<String, Level> levels) {
        levels.forEach((name, level) -> {
            if (LoggerFactory.getLogger(name) instanceof Logger logger && logger.getLevel() == null) {
                logger.setLevel(level);
            }
            System.getProperties().putIfAbsent("logging.level." + name, level.toString());
        });
    }

}

package com.example.shop.order.placement;

import java.time.Clock;
import java.time.Instant;

import com.example.shop.order.model.Answers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/// Forgets the answers that are older than promised. Instances that do so at the same time share the work.
@Component
class ForgetOldAnswers implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ForgetOldAnswers.class);

    private final Answers answers;

    private final PlacementProperties properties;

    private final Clock clock;

    ForgetOldAnswers(Answers answers, PlacementProperties properties, Clock clock) {
        this.answers = answers;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(
                new FixedDelayTask(this::run, this.properties.purgeInterval(), this.properties.purgeInterval()));
    }

    private void run() {
        try {
            forget();
        }
        catch (DataAccessException ex) {
            log.warn("Old answers cannot be forgotten now, tried again in {}: {}", this.properties.purgeInterval(),
                    ex.getMessage());
        }
    }

    /// Batch by batch, each in a transaction of its own: no lock is held for long.
    private void forget() {
        Instant before = this.clock.instant().minus(this.properties.idempotencyRetention());
        int forgotten;
        do {
            forgotten = this.answers.forget(before, this.properties.purgeBatch());
        }
        while (forgotten == this.properties.purgeBatch());
    }

}

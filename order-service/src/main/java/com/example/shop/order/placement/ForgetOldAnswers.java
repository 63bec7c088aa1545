package com.example.shop.order.placement;

import java.time.Clock;
import java.time.Instant;

import com.example.shop.order.model.Answers;

import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/// Forgets the answers that are older than promised. Instances that do so at the same time share the work.
@Component
class ForgetOldAnswers implements SchedulingConfigurer {

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

    /// Batch by batch, each in a transaction of its own, so that no lock is held for
    /// long.
    private void run() {
        Instant before = this.clock.instant().minus(this.properties.idempotencyRetention());
        int forgotten;
        do {
            forgotten = this.answers.forget(before, this.properties.purgeBatch());
        }
        while (forgotten == this.properties.purgeBatch() && !Thread.currentThread().isInterrupted());
    }

}

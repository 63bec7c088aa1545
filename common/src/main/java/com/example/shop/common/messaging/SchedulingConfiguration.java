package com.example.shop.common.messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.TransactionException;

/// Background work is a method with `@Scheduled`. It runs on a pool of a few threads, and whatever it throws is logged here
/// and does not keep it from running again.
///
/// With virtual threads Boot would provide a scheduler that runs all methods with a fixed delay on a single thread: one
/// that waits for the database would hold up all others.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SchedulingConfiguration.class);

    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        ThreadPoolTaskScheduler scheduler = builder.build();
        scheduler.setVirtualThreads(true);
        // Its tasks end before anything they work with is stopped.
        scheduler.setPhase(Integer.MAX_VALUE);
        scheduler.setErrorHandler(SchedulingConfiguration::report);
        return scheduler;
    }

    private static void report(Throwable failure) {
        if (failure instanceof DataAccessException || failure instanceof TransactionException) {
            log.warn("A scheduled task failed and will run again: {}",
                    NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
        }
        else {
            log.error("A scheduled task failed and will run again", failure);
        }
    }

}

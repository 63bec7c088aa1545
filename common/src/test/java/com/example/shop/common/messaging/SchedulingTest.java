package com.example.shop.common.messaging;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SchedulingTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
        .withPropertyValues("spring.threads.virtual.enabled=true", "spring.task.scheduling.pool.size=4")
        .withUserConfiguration(SchedulingConfiguration.class)
        .withConfiguration(
                AutoConfigurations.of(TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

    @BeforeAll
    static void expectFailures() {
        LoggingSystem.get(SchedulingTest.class.getClassLoader())
            .setLogLevel(SchedulingConfiguration.class.getName(), LogLevel.OFF);
    }

    @AfterAll
    static void expectNoFailures() {
        LoggingSystem.get(SchedulingTest.class.getClassLoader())
            .setLogLevel(SchedulingConfiguration.class.getName(), null);
    }

    @Test
    void a_task_that_fails_runs_again_even_after_an_error() {
        this.service.withBean(Failing.class)
            .run(context -> await()
                .untilAsserted(() -> assertThat(context.getBean(Failing.class).runs).hasValueGreaterThan(2)));
    }

    @Test
    void a_task_that_waits_does_not_hold_up_the_others() {
        this.service.withBean(Waiting.class).withBean(Failing.class).run(context -> {
            assertThat(context.getBean(Waiting.class).begun.await(10, TimeUnit.SECONDS)).isTrue();
            int before = context.getBean(Failing.class).runs.get();
            await()
                .untilAsserted(() -> assertThat(context.getBean(Failing.class).runs).hasValueGreaterThan(before + 2));
            context.getBean(Waiting.class).end.countDown();
        });
    }

    static class Failing {

        private final AtomicInteger runs = new AtomicInteger();

        @Scheduled(fixedDelay = 1)
        void fail() {
            if (this.runs.incrementAndGet() == 1) {
                throw new AssertionError("an error, not an exception");
            }
        }

    }

    static class Waiting {

        private final CountDownLatch begun = new CountDownLatch(1);

        private final CountDownLatch end = new CountDownLatch(1);

        @Scheduled(fixedDelay = 1)
        void await() throws InterruptedException {
            this.begun.countDown();
            this.end.await(20, TimeUnit.SECONDS);
        }

    }

}

package com.example.shop.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Many clients who all do something in the same moment.
final class Crowd {

    /// What a crowd does may take in restarts of services, on a slow machine.
    private static final long LIMIT_SECONDS = 600;

    private Crowd() {
    }

    /// Lets each client do its part, all at once.
    /// @return what each of them got, in their order
    static <T> List<T> of(int clients, IntFunction<T> part) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> parts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                parts.add(threads.submit(() -> {
                    start.await();
                    return part.apply(client);
                }));
            }
            start.countDown();
            return parts.stream().map(Crowd::result).toList();
        }
    }

    private static <T> T result(Future<T> part) {
        try {
            return part.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("one of the crowd failed", ex.getCause());
        }
        catch (TimeoutException ex) {
            throw new IllegalStateException("one of the crowd came to no end", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}

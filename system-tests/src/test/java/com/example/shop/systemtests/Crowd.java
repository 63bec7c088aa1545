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

/// Many clients that act at the same time.
final class Crowd {

    /// Long enough for restarts of services on a slow machine.
    private static final long LIMIT_SECONDS = 600;

    private Crowd() {
    }

    /// Runs all clients at once.
    /// @return their results, in the order of the clients
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
            throw new IllegalStateException("a client of the crowd failed", ex.getCause());
        }
        catch (TimeoutException ex) {
            throw new IllegalStateException("a client of the crowd did not finish", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}

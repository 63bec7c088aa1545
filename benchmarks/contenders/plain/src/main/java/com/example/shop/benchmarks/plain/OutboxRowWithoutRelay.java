package com.example.shop.benchmarks.plain;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;

/// What an outbox costs its writers before anyone reads it: a second row, with a round trip of its own.
final class OutboxRowWithoutRelay implements Contender {

    private final Shop shop;

    private final PlainOutbox outbox;

    private OutboxRowWithoutRelay(Settings settings) {
        this.shop = new Shop(settings, Settings.WRITERS);
        this.outbox = new PlainOutbox(this.shop);
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, OutboxRowWithoutRelay::new);
    }

    @Override
    public void write(SampleEvent event) {
        this.outbox.write(event);
    }

    @Override
    public void close() {
        this.shop.close();
    }

}

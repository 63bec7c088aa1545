package com.example.shop.benchmarks.plain;

import com.example.shop.benchmarks.contender.Contender;
import com.example.shop.benchmarks.contender.Instance;
import com.example.shop.benchmarks.contender.SampleEvent;
import com.example.shop.benchmarks.contender.Settings;
import com.example.shop.benchmarks.contender.Shop;

/// The limit for writers: the same application, and nobody tells anybody.
final class BusinessRowAlone implements Contender {

    private final Shop shop;

    private BusinessRowAlone(Settings settings) {
        this.shop = new Shop(settings, Settings.WRITERS);
    }

    public static void main(String[] arguments) throws Exception {
        Instance.run(arguments, BusinessRowAlone::new);
    }

    @Override
    public void write(SampleEvent event) {
        this.shop.inTransaction(() -> Shop.insertBusinessRow(this.shop.jdbc(), event));
    }

    @Override
    public void close() {
        this.shop.close();
    }

}

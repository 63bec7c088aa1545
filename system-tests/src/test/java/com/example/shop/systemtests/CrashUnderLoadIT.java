package com.example.shop.systemtests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Under load, each instance of each service is killed in turn and started again.
class CrashUnderLoadIT {

    private static final TestPlatform platform = TestPlatform.shared();

    @BeforeAll
    static void two_of_each() {
        platform.scaleUp();
    }

    @AfterAll
    static void one_of_each() {
        platform.scaleDown();
    }

    @Test
    void every_acknowledged_order_ends_and_no_effect_happens_twice() {
        Load load = new Load(platform, 300);

        load.during(() -> {
            for (Instance instance : platform.instances()) {
                instance.kill();
                load.awaitOrders(10);
                instance.start();
            }
        });

        platform.assertEveryPromiseIsKept();
    }

}

package com.example.shop.systemtests.checker;

import java.util.List;
import java.util.function.Function;

/// Lists the broken guarantees of a platform that has finished its work.
///
/// It uses the evidence, and no class of the product.
public final class Checker {

    private static final List<Function<Evidence, List<String>>> RULES = List.of(OrderRules::violations,
            ReadRules::violations, EffectRules::violations, StockRules::violations, EventRules::violations);

    private Checker() {
    }

    /// One sentence for each broken guarantee.
    public static List<String> violations(Evidence evidence) {
        return RULES.stream().flatMap((rule) -> rule.apply(evidence).stream()).toList();
    }

}

package com.example.shop.systemtests.checker;

import java.util.List;
import java.util.function.Function;

/// Says what is wrong with a platform at rest; nothing, if all its promises are kept.
///
/// It knows the promises and the evidence, and no class of the product.
public final class Checker {

    private static final List<Function<Evidence, List<String>>> RULES = List.of(OrderRules::violations,
            ReadRules::violations, EffectRules::violations, StockRules::violations, EventRules::violations);

    private Checker() {
    }

    /// One sentence for each broken promise.
    public static List<String> violations(Evidence evidence) {
        return RULES.stream().flatMap((rule) -> rule.apply(evidence).stream()).toList();
    }

}

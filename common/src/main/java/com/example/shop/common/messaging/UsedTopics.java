package com.example.shop.common.messaging;

import java.util.Set;

/// The topics a part of this service sends to or listens to. All of them, and their dead-letter topics, are created when
/// they are missing.
public record UsedTopics(Set<String> names) {

    public UsedTopics {
        names = Set.copyOf(names);
    }

}

package com.example.shop.common.operations;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.paging.Cursor;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// What the operators' lists have in common: each is about one topic, and goes on at a cursor.
final class TopicList {

    private final Set<String> topics;

    TopicList(UsedTopics topics) {
        this.topics = topics.names();
    }

    void check(String topic) {
        if (!this.topics.contains(topic)) {
            throw new ProblemException(PlatformProblem.NOT_FOUND, "This service does not use such a topic");
        }
    }

    /// @param start where a list without a cursor begins
    /// @param read reads what is in the cursor; anybody can put anything there
    static <P> P position(@Nullable String cursor, P start, Function<String, Optional<P>> read) {
        if (cursor == null) {
            return start;
        }
        return Cursor.read(cursor)
            .flatMap(read)
            .orElseThrow(() -> new ProblemException(PlatformProblem.VALIDATION_FAILED, "The cursor cannot be used",
                    List.of(new ProblemException.FieldError("after", "is not a cursor of this list"))));
    }

}

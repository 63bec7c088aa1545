package com.example.shop.common.outbox;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.example.shop.common.paging.Cursor;
import com.example.shop.common.paging.Page;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemType;
import com.example.shop.common.security.Caller;
import com.example.shop.common.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets an operator see which events got stuck, and send them on after what stopped them was changed.
@RestController
@RequestMapping("/api/operations/parked-events/{topic}")
@RolesAllowed(Roles.OPERATOR)
class ParkedEventsController {

    private static final Logger log = LoggerFactory.getLogger(ParkedEventsController.class);

    private static final int LARGEST_PAGE = 100;

    private final ParkedEvents parked;

    private final Set<String> topics;

    /// @param topics those this service sends to
    ParkedEventsController(ParkedEvents parked, Set<String> topics) {
        this.parked = parked;
        this.topics = topics;
    }

    @GetMapping
    Page<ParkedEvents.ParkedEvent> list(@PathVariable String topic, @RequestParam(defaultValue = "20") int size,
            @RequestParam(required = false) @Nullable String after) {
        checkTopic(topic);
        if (size < 1 || size > LARGEST_PAGE) {
            throw invalid("size", "must be from 1 to " + LARGEST_PAGE);
        }
        long position = (after == null) ? 0 : position(after);
        return Page.of(this.parked.find(topic, position, size + 1), size, event -> String.valueOf(event.position()));
    }

    @PostMapping("/{id}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String topic, @PathVariable String id, Caller caller) {
        checkTopic(topic);
        if (!this.parked.release(topic, uuid(id))) {
            throw notFound();
        }
        log.warn("Operator {} released the parked event {} of topic {}", caller.id(), id, topic);
    }

    private void checkTopic(String topic) {
        if (!this.topics.contains(topic)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "This service does not send to such a topic");
        }
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        }
        catch (IllegalArgumentException _) {
            throw notFound();
        }
    }

    private static long position(String cursor) {
        try {
            return Cursor.read(cursor).map(Long::parseLong).orElseThrow(NumberFormatException::new);
        }
        catch (NumberFormatException _) {
            throw invalid("after", "is not a cursor of this list");
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such parked event");
    }

    private static ProblemException invalid(String parameter, String rule) {
        return new ProblemException(ProblemType.VALIDATION_FAILED, "A parameter breaks a rule",
                List.of(new ProblemException.FieldError(parameter, rule)));
    }

}

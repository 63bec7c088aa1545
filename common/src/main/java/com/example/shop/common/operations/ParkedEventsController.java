package com.example.shop.common.operations;

import java.util.Optional;
import java.util.UUID;

import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.outbox.ParkedEvents;
import com.example.shop.common.paging.Page;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.security.Audit;
import com.example.shop.common.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets an operator see the events that Kafka refused, and send them after the cause was removed, or discard them.
@RestController
@RequestMapping("/api/operations/parked-events/{topic}")
@RolesAllowed(Roles.OPERATOR)
class ParkedEventsController {

    private final ParkedEvents parked;

    private final TopicList topics;

    private final Audit audit;

    ParkedEventsController(ParkedEvents parked, UsedTopics topics, Audit audit) {
        this.parked = parked;
        this.topics = new TopicList(topics);
        this.audit = audit;
    }

    @GetMapping
    Page<ParkedEvents.ParkedEvent> list(@PathVariable String topic,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
            @RequestParam(required = false) @Nullable String after) {
        this.topics.check(topic);
        long position = TopicList.position(after, 0L, ParkedEventsController::number);
        return Page.of(this.parked.find(topic, position, size + 1), size, event -> String.valueOf(event.position()));
    }

    @PostMapping("/{id}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String topic, @PathVariable UUID id, HttpServletRequest request) {
        this.topics.check(topic);
        ParkedEvents.ParkedEvent event = this.parked.release(topic, id).orElseThrow(ParkedEventsController::notFound);
        this.audit.done(request, "released " + describe(event));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String topic, @PathVariable UUID id, HttpServletRequest request) {
        this.topics.check(topic);
        ParkedEvents.ParkedEvent event = this.parked.discard(topic, id).orElseThrow(ParkedEventsController::notFound);
        this.audit.done(request, "discarded " + describe(event));
    }

    private static Optional<Long> number(String position) {
        try {
            return Optional.of(Long.parseLong(position));
        }
        catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// Enough to put it right elsewhere, and not its content.
    private static String describe(ParkedEvents.ParkedEvent event) {
        return "event %s (%s) of aggregate %s, version %d".formatted(event.id(), event.type(), event.key(),
                event.version());
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND, "There is no such parked event");
    }

}

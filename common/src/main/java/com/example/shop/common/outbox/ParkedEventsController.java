package com.example.shop.common.outbox;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.paging.Cursor;
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
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets an operator see which events got stuck, and send them on after what stopped them was changed, or give them up.
@RestController
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@RequestMapping("/api/operations/parked-events/{topic}")
@RolesAllowed(Roles.OPERATOR)
class ParkedEventsController {

    private final ParkedEvents parked;

    private final Set<String> topics;

    private final Audit audit;

    ParkedEventsController(ParkedEvents parked, UsedTopics topicsThisServiceSendsTo, Audit audit) {
        this.parked = parked;
        this.topics = topicsThisServiceSendsTo.names();
        this.audit = audit;
    }

    @GetMapping
    Page<ParkedEvents.ParkedEvent> list(@PathVariable String topic,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
            @RequestParam(required = false) @Nullable String after) {
        checkTopic(topic);
        long position = (after == null) ? 0 : position(after);
        return Page.of(this.parked.find(topic, position, size + 1), size, event -> String.valueOf(event.position()));
    }

    @PostMapping("/{id}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String topic, @PathVariable UUID id, HttpServletRequest request) {
        checkTopic(topic);
        ParkedEvents.ParkedEvent event = this.parked.release(topic, id).orElseThrow(ParkedEventsController::notFound);
        this.audit.done(request, "released " + event.told());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String topic, @PathVariable UUID id, HttpServletRequest request) {
        checkTopic(topic);
        ParkedEvents.ParkedEvent event = this.parked.discard(topic, id).orElseThrow(ParkedEventsController::notFound);
        this.audit.done(request, "discarded " + event.told());
    }

    private void checkTopic(String topic) {
        if (!this.topics.contains(topic)) {
            throw new ProblemException(PlatformProblem.NOT_FOUND, "This service does not send to such a topic");
        }
    }

    private static long position(String cursor) {
        try {
            return Cursor.read(cursor).map(Long::parseLong).orElseThrow(NumberFormatException::new);
        }
        catch (NumberFormatException _) {
            throw new ProblemException(PlatformProblem.VALIDATION_FAILED, "The cursor cannot be used",
                    List.of(new ProblemException.FieldError("after", "is not a cursor of this list")));
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(PlatformProblem.NOT_FOUND, "There is no such parked event");
    }

}

package com.example.shop.common.operations;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.example.shop.common.inbox.DeadLetterReplay;
import com.example.shop.common.inbox.DeadLetters;
import com.example.shop.common.messaging.UsedTopics;
import com.example.shop.common.paging.Cursor;
import com.example.shop.common.paging.Page;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.security.Audit;
import com.example.shop.common.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Lets an operator see the dead letters of this service, and replay them after their cause was removed.
@RestController
@RequestMapping("/api/operations/dead-letters/{topic}")
@RolesAllowed(Roles.OPERATOR)
class DeadLettersController {

    private static final Logger log = LoggerFactory.getLogger(DeadLettersController.class);

    private static final Pattern POSITION = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final DeadLetters deadLetters;

    private final DeadLetterReplay replay;

    private final TopicList topics;

    private final Audit audit;

    DeadLettersController(DeadLetters deadLetters, DeadLetterReplay replay, UsedTopics topics, Audit audit) {
        this.deadLetters = deadLetters;
        this.replay = replay;
        this.topics = new TopicList(topics);
        this.audit = audit;
    }

    @GetMapping
    Page<DeadLetters.DeadLetter> list(@PathVariable String topic,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size,
            @RequestParam(required = false) @Nullable String after) {
        this.topics.check(topic);
        DeadLetters.Place place = TopicList.position(after, DeadLetters.Place.BEFORE_ALL, DeadLettersController::place);
        DeadLetters.Found found = withKafka(() -> this.deadLetters.find(topic, place, size));
        return new Page<>(found.letters(), found.more() ? cursorBehind(found.letters().getLast()) : null);
    }

    @PostMapping("/replay")
    DeadLetterReplay.Replayed replay(@PathVariable String topic, HttpServletRequest request) {
        this.topics.check(topic);
        DeadLetterReplay.Replayed replayed = withKafka(() -> this.replay.replay(topic));
        this.audit.done(request,
                "replayed dead letters: %d settled, %d failed again".formatted(replayed.replayed(), replayed.failed()));
        return replayed;
    }

    private static <T> T withKafka(Supplier<T> work) {
        try {
            return work.get();
        }
        catch (DeadLetterReplay.ReplayInProgress _) {
            throw new ProblemException(PlatformProblem.REPLAY_IN_PROGRESS, "Try again when the other replay has ended",
                    RETRY_AFTER);
        }
        catch (KafkaException | org.springframework.kafka.KafkaException away) {
            log.warn("Dead letters cannot be reached: {}", away.getMessage());
            throw new ProblemException(PlatformProblem.SERVICE_UNAVAILABLE,
                    "The dead letters cannot be reached right now", RETRY_AFTER);
        }
    }

    private static String cursorBehind(DeadLetters.DeadLetter letter) {
        return Cursor.of(letter.partition() + ":" + letter.offset());
    }

    private static Optional<DeadLetters.Place> place(String position) {
        Matcher numbers = POSITION.matcher(position);
        return numbers.matches()
                ? Optional
                    .of(new DeadLetters.Place(Integer.parseInt(numbers.group(1)), Long.parseLong(numbers.group(2))))
                : Optional.empty();
    }

}

package com.example.shop.common.idempotency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;

/// Carries out a request once, however often and at however many instances it arrives.
///
/// The response is stored in the transaction of the effect. A duplicate that arrives later gets the stored response; one
/// that arrives while the first is still running gets 409 and `Retry-After`; and if the first runs at another instance,
/// the table's key lets only one of the two transactions commit. Only the response to a request that took effect is
/// stored: one that was refused may be repeated with the same key.
public final class Idempotency {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final StoredResponses responses;

    private final JsonMapper json;

    private final TransactionOperations transaction;

    /// The fingerprint of each request that is running.
    private final Map<IdempotencyKey, byte[]> running = new ConcurrentHashMap<>();

    Idempotency(StoredResponses responses, JsonMapper json, TransactionOperations transaction) {
        this.responses = responses;
        this.json = json;
        this.transaction = transaction;
    }

    /// @param content what the caller asks for: the key is good for this content alone
    /// @param effect runs in a transaction; if it throws, nothing is kept and the key
    /// stays free
    /// @throws ProblemException 422 if the key was used for other content, 409 if the
    /// request is still running
    public ResponseEntity<byte[]> once(IdempotencyKey key, Object content, Supplier<ResponseEntity<?>> effect) {
        return once(key, content, Optional::empty, (_) -> effect.get());
    }

    /// @param prepare what has to happen before the transaction, such as a call to
    /// another service
    /// @see #once(IdempotencyKey, Object, Supplier)
    public <P> ResponseEntity<byte[]> once(IdempotencyKey key, Object content, Supplier<P> prepare,
            Function<P, ResponseEntity<?>> effect) {
        byte[] fingerprint = fingerprint(content);
        Optional<StoredResponse> earlier = this.responses.find(key);
        if (earlier.isPresent()) {
            return replay(earlier.get(), fingerprint);
        }
        byte[] other = this.running.putIfAbsent(key, fingerprint);
        if (other != null) {
            requireSame(other, fingerprint);
            throw stillRunning();
        }
        try {
            P prepared = prepare.get();
            return this.transaction.execute((_) -> carryOut(key, fingerprint, () -> effect.apply(prepared)));
        }
        catch (DuplicateCommitted _) {
            return replay(this.responses.find(key).orElseThrow(Idempotency::stillRunning), fingerprint);
        }
        finally {
            this.running.remove(key);
        }
    }

    private ResponseEntity<byte[]> carryOut(IdempotencyKey key, byte[] fingerprint,
            Supplier<ResponseEntity<?>> effect) {
        ResponseEntity<?> response = effect.get();
        StoredResponse stored = new StoredResponse(fingerprint, response.getStatusCode().value(),
                response.getHeaders().getLocation(), this.json.writeValueAsBytes(response.getBody()));
        if (!this.responses.add(key, stored)) {
            throw new DuplicateCommitted();
        }
        return stored.asResponse().body(stored.body());
    }

    private static ResponseEntity<byte[]> replay(StoredResponse stored, byte[] fingerprint) {
        requireSame(stored.fingerprint(), fingerprint);
        return stored.asResponse().header(IdempotencyKey.REPLAYED_HEADER, "true").body(stored.body());
    }

    private static void requireSame(byte[] earlier, byte[] fingerprint) {
        if (!Arrays.equals(earlier, fingerprint)) {
            throw new ProblemException(PlatformProblem.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for another request. Use a new key for a new request.");
        }
    }

    private static ProblemException stillRunning() {
        return new ProblemException(PlatformProblem.IDEMPOTENCY_IN_PROGRESS,
                "The same request is still running. Repeat it to get its response.", RETRY_AFTER);
    }

    /// White space and the order of fields in the body make no other request, for what is
    /// hashed is what was read from it.
    private byte[] fingerprint(Object content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(this.json.writeValueAsBytes(content));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

    /// Rolls the transaction back: another instance committed the response first.
    private static final class DuplicateCommitted extends RuntimeException {

    }

}

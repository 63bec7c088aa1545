package com.example.shop.common.security;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the issuer's public keys. Where they are is asked of the issuer with the first token and not at the start, so
/// that a service starts while the issuer is down.
///
/// The outcome of a fetch, good or bad, stands for a while: a thousand tokens with made-up keys are one fetch, and while
/// the issuer hangs, callers do not wait for it one after the other. Nimbus has a rate limit too, but with it a token
/// with a made-up key cannot be told from one that cannot be checked.
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    /// Shorter than after a success: without keys no token can be checked.
    private static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(1);

    private static final int LONGEST_DOCUMENT = 64 * 1024;

    private final SecurityProperties settings;

    private final DefaultResourceRetriever http;

    /// Of the last fetch: empty if it failed.
    private volatile Optional<JWKSet> outcome = Optional.empty();

    private volatile boolean knowsKeys;

    private volatile long nextAttempt = Long.MIN_VALUE;

    private IssuerKeys(SecurityProperties settings) {
        this.settings = settings;
        int timeout = Math.toIntExact(settings.keysTimeout().toMillis());
        this.http = new DefaultResourceRetriever(timeout, timeout, LONGEST_DOCUMENT);
    }

    /// One caller fetches. The others wait for it if they know no keys, no longer than
    /// the timeout, and go on with the known ones if they do: those are refreshed in the
    /// background when half of their time is over.
    static JWKSource<SecurityContext> of(SecurityProperties settings) {
        long refresh = settings.keysRefresh().toMillis();
        return JWKSourceBuilder.create(new IssuerKeys(settings))
            .cache(refresh, settings.keysTimeout().toMillis())
            .refreshAheadCache(refresh / 2, null, Executors.newVirtualThreadPerTaskExecutor(), false, null, false)
            .outageTolerant(settings.keysOutage().toMillis())
            .rateLimited(false)
            .build();
    }

    /// Called by one thread at a time.
    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
            throws JWKSetRetrievalException {
        if (now >= this.nextAttempt) {
            this.outcome = fetch();
            Duration pause = this.knowsKeys ? this.settings.keysPause() : PAUSE_WITHOUT_KEYS;
            this.nextAttempt = System.currentTimeMillis() + pause.toMillis();
        }
        return this.outcome.orElseThrow(() -> new JWKSetRetrievalException("The issuer's keys are not known", null));
    }

    private Optional<JWKSet> fetch() {
        try {
            URI address = this.settings.jwkSetUri();
            JWKSet keys = JWKSet.parse(read((address != null) ? address : discover())).toPublicJWKSet();
            this.knowsKeys = true;
            return Optional.of(keys);
        }
        catch (IOException | ParseException | IllegalArgumentException ex) {
            log.warn("The keys of issuer {} could not be fetched, {}: {}", this.settings.issuer(),
                    this.knowsKeys ? "going on with the known ones" : "no token can be checked", ex.toString());
            return Optional.empty();
        }
    }

    private URI discover() throws IOException, ParseException {
        String issuer = this.settings.issuer().toString();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        Map<String, Object> metadata = JSONObjectUtils
            .parse(read(URI.create(base + "/.well-known/openid-configuration")));
        String stated = JSONObjectUtils.getString(metadata, "issuer");
        if (!issuer.equals(stated)) {
            throw new IOException("the document there is that of issuer " + stated);
        }
        return URI.create(String.valueOf(JSONObjectUtils.getString(metadata, "jwks_uri")));
    }

    private String read(URI address) throws IOException {
        return this.http.retrieveResource(address.toURL()).getContent();
    }

    @Override
    public void close() {
        // Holds nothing open.
    }

}

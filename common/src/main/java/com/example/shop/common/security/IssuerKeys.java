package com.example.shop.common.security;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The issuer's public keys, fetched when the first token comes, so that a service starts while the issuer is down.
///
/// Known keys go on while the issuer cannot be reached, up to a limit. A key that is not known is asked for, but not
/// more often than the pause allows: a thousand tokens with made-up keys are one fetch.
class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    /// While nothing is known every token waits for the issuer, so it is asked again
    /// sooner.
    private static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(1);

    private static final int LONGEST_DOCUMENT = 64 * 1024;

    private final SecurityProperties settings;

    private final InstantSource clock;

    private final DefaultResourceRetriever http;

    private final ReentrantLock fetching = new ReentrantLock();

    private volatile @Nullable Known known;

    private volatile Instant lastAttempt = Instant.MIN;

    IssuerKeys(SecurityProperties settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        int timeout = Math.toIntExact(settings.keysTimeout().toMillis());
        this.http = new DefaultResourceRetriever(timeout, timeout, LONGEST_DOCUMENT);
    }

    @Override
    public List<JWK> get(JWKSelector wanted, @Nullable SecurityContext context) throws KeySourceException {
        Known before = this.known;
        if (before == null || before.olderThan(this.settings.keysRefresh(), this.clock)) {
            refresh(before, before == null);
        }
        List<JWK> found = wanted.select(believed());
        if (found.isEmpty() && this.known == before && before != null) {
            refresh(before, true);
            found = wanted.select(believed());
        }
        return found;
    }

    private JWKSet believed() throws KeySourceException {
        Known now = this.known;
        if (now == null || now.olderThan(this.settings.keysOutage(), this.clock)) {
            throw new RemoteKeySourceException("The issuer's keys are not known", null);
        }
        return now.keys();
    }

    /// One caller fetches, and the others wait for it only if they cannot do without.
    private void refresh(@Nullable Known before, boolean wait) {
        if (wait) {
            this.fetching.lock();
        }
        else if (!this.fetching.tryLock()) {
            return;
        }
        try {
            Duration pause = (before == null) ? PAUSE_WITHOUT_KEYS : this.settings.keysPause();
            Instant now = this.clock.instant();
            if (this.known != before || this.lastAttempt.isAfter(now.minus(pause))) {
                return;
            }
            this.lastAttempt = now;
            this.known = new Known(fetch(), now);
        }
        catch (IOException | ParseException | IllegalArgumentException ex) {
            log.warn("The keys of issuer {} could not be fetched, {}: {}", this.settings.issuer(),
                    (before != null) ? "going on with the known ones" : "no token can be checked", ex.toString());
        }
        finally {
            this.fetching.unlock();
        }
    }

    private JWKSet fetch() throws IOException, ParseException {
        URI address = this.settings.jwkSetUri();
        return JWKSet.parse(read((address != null) ? address : discover())).toPublicJWKSet();
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

    private record Known(JWKSet keys, Instant since) {

        boolean olderThan(Duration limit, InstantSource clock) {
            return this.since.plus(limit).isBefore(clock.instant());
        }

    }

}

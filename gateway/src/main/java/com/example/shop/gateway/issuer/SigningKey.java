package com.example.shop.gateway.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/// The key that signs tokens: made once, then read from its file, so that tokens outlive a restart.
final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {
    }

    static RSAKey from(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file.toAbsolutePath());
            }
            RSAKey key = RSAKey.parse(Files.readString(file));
            if (!key.isPrivate() || key.size() < BITS || key.getKeyID() == null) {
                throw new IllegalStateException("The file " + file + " must hold a private RSA key of at least " + BITS
                        + " bits with an id (kid)");
            }
            return key;
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The signing key of the issuer cannot be kept in " + file, ex);
        }
        catch (ParseException ex) {
            // The cause may quote the file.
            throw new IllegalStateException("The file " + file + " does not hold a JSON Web Key");
        }
    }

    /// The file appears under its name in one step, readable by its owner alone, as
    /// temporary files are. Of several gateways that start at once, one wins and the
    /// others take its key.
    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), file.getFileName() + ".", "");
        try {
            Files.writeString(draft, newKey().toJSONString());
            Files.createLink(file, draft);
        }
        catch (FileAlreadyExistsException ex) {
            // Another gateway was faster: its key is as good as ours.
        }
        finally {
            Files.deleteIfExists(draft);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(BITS).keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
        }
        catch (JOSEException ex) {
            throw new IllegalStateException("No RSA key can be made on this machine", ex);
        }
    }

}

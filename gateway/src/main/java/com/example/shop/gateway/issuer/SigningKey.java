package com.example.shop.gateway.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;
import java.util.UUID;

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

    /// The file appears under its name in one step, readable by its owner alone. Of
    /// several gateways that start at once, one wins and the others take its key.
    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        try {
            write(draft, newKey().toJSONString());
            Files.createLink(file, draft);
        }
        catch (FileAlreadyExistsException ex) {
            // Another gateway was faster: its key is as good as ours.
        }
        finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0];
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

package com.example.shop.order.placement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Tells requests with different content apart, whatever their white space and the order of their fields.
final class Fingerprint {

    private Fingerprint() {
    }

    /// SHA-256 of the lines as they were asked for, in hex.
    static String of(List<Wanted> lines) {
        StringBuilder content = new StringBuilder();
        lines.forEach((line) -> content.append(line.sku()).append('=').append(line.quantity().value()).append('\n'));
        return HexFormat.of().formatHex(sha256().digest(content.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }

}

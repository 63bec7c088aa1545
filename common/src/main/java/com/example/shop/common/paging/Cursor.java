package com.example.shop.common.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A position in a list, encoded so that callers pass it back and do not build one themselves.
public final class Cursor {

    private static final int LONGEST = 400;

    private Cursor() {
    }

    public static String of(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /// Decodes a position; empty if the text cannot come from {@link #of}. The caller has
    /// to check what it decodes to, for anyone can encode anything.
    public static Optional<String> read(String cursor) {
        if (cursor.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] position = Base64.getUrlDecoder().decode(cursor);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(position)).toString())
                .filter(text -> of(text).equals(cursor));
        }
        catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

}

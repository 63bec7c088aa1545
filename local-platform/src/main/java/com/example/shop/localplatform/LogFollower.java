package com.example.shop.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the lines that are added to a file, beginning with its last ones.
final class LogFollower {

    /// What is read at a time, and how far from its end the reading of a file begins at
    /// most.
    private static final int CHUNK = 64 * 1024;

    private final Path file;

    private final String prefix;

    private long position;

    private String unfinished = "";

    /// @param prefix is put in front of each line
    LogFollower(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    /// The last lines of the file; the next poll goes on after them.
    List<String> last(int count) {
        this.position = Math.max(0, size() - CHUNK);
        boolean fromMiddle = this.position > 0;
        List<String> lines = poll();
        int first = Math.max(fromMiddle ? 1 : 0, lines.size() - count);
        return lines.subList(Math.min(first, lines.size()), lines.size());
    }

    /// The lines that were finished since the last call.
    List<String> poll() {
        List<String> lines = new ArrayList<>();
        String text = this.unfinished + added();
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            lines.add(this.prefix + text.substring(begin, end));
            begin = end + 1;
        }
        this.unfinished = text.substring(begin);
        return lines;
    }

    private String added() {
        if (size() < this.position) {
            // Somebody made room: the file begins anew.
            this.position = 0;
            this.unfinished = "";
        }
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try (SeekableByteChannel channel = Files.newByteChannel(this.file)) {
            channel.position(this.position);
            while (buffer.hasRemaining() && channel.read(buffer) > 0) {
                // Until the buffer is full or the file ends.
            }
        }
        catch (NoSuchFileException ex) {
            return "";
        }
        catch (IOException ex) {
            throw new UncheckedIOException(this.file + " cannot be read", ex);
        }
        buffer.flip();
        int whole = wholeCharacters(buffer);
        this.position += whole;
        return new String(buffer.array(), 0, whole, StandardCharsets.UTF_8);
    }

    // A character of several bytes may be written in two parts.
    private static int wholeCharacters(ByteBuffer buffer) {
        int end = buffer.limit();
        int start = end;
        while (start > 0 && end - start < 3 && (buffer.get(start - 1) & 0xC0) == 0x80) {
            start--;
        }
        if (start == 0 || (buffer.get(start - 1) & 0xC0) != 0xC0) {
            return end;
        }
        int lead = buffer.get(start - 1) & 0xFF;
        int length = (lead >= 0xF0) ? 4 : ((lead >= 0xE0) ? 3 : 2);
        return (end - (start - 1) < length) ? start - 1 : end;
    }

    private long size() {
        try {
            return Files.size(this.file);
        }
        catch (IOException ex) {
            return 0;
        }
    }

}

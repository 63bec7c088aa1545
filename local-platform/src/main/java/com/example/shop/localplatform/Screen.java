package com.example.shop.localplatform;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// What the person in front of `./run` sees: a list that is redrawn on a terminal, and plain lines elsewhere.
final class Screen {

    private static final Duration REDRAW = Duration.ofMillis(100);

    private static final int USUAL_WIDTH = 80;

    private final PrintStream out;

    private final boolean terminal;

    private final int width;

    private final Checklist.Style style;

    private @Nullable Checklist shown;

    private int drawnLines;

    Screen(PrintStream out, boolean terminal, int width, Checklist.Style style) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
        this.style = style;
    }

    /// As the `run` script describes it, which still has the terminal.
    static Screen ofThisProcess() {
        boolean terminal = Boolean.getBoolean("orderly.terminal");
        boolean colours = terminal && isBlank(System.getenv("NO_COLOR"));
        boolean unicode = System.out.charset().equals(StandardCharsets.UTF_8);
        int width = Math.max(20, Integer.getInteger("orderly.columns", USUAL_WIDTH));
        return new Screen(System.out, terminal, width, new Checklist.Style(colours, unicode));
    }

    /// Shows nothing.
    static Screen dark() {
        return new Screen(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8), true,
                USUAL_WIDTH, new Checklist.Style(true, true));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    Checklist.Style style() {
        return this.style;
    }

    /// A list whose changes are shown until {@link #finish()}.
    Checklist checklist() {
        Checklist checklist = new Checklist(System::nanoTime, this.terminal ? (line) -> {
        } : this::say);
        synchronized (this) {
            this.shown = checklist;
            this.drawnLines = 0;
        }
        if (this.terminal) {
            Thread.ofPlatform().daemon().name("screen").start(() -> redrawWhileShown(checklist));
        }
        return checklist;
    }

    private void redrawWhileShown(Checklist checklist) {
        try {
            while (redraw(checklist)) {
                Thread.sleep(REDRAW);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean redraw(Checklist checklist) {
        if (this.shown != checklist) {
            return false;
        }
        draw(checklist);
        return true;
    }

    private void draw(Checklist checklist) {
        List<String> lines = checklist.render(this.style, this.width);
        StringBuilder frame = new StringBuilder();
        if (this.drawnLines > 0) {
            frame.append(String.format(Locale.ROOT, "\u001B[%dA", this.drawnLines));
        }
        // Line by line: some terminals keep in their history what is cleared as a whole.
        lines.forEach((line) -> frame.append('\r').append(line).append("\u001B[K\n"));
        this.drawnLines = lines.size();
        this.out.print(frame);
        this.out.flush();
    }

    /// Draws the list a last time and leaves it where it is.
    synchronized void finish() {
        if (this.terminal && this.shown != null) {
            draw(this.shown);
        }
        this.shown = null;
    }

    /// Prints lines below whatever is shown.
    synchronized void say(String text) {
        if (this.terminal && this.shown != null) {
            draw(this.shown);
            this.drawnLines = 0;
        }
        this.out.println(text);
        this.out.flush();
    }

}

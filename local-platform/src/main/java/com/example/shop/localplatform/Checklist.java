package com.example.shop.localplatform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What has to happen, and how long each part of it took or is taking.
final class Checklist {

    private static final String INDENT = "  ";

    private final LongSupplier nanoClock;

    private final Consumer<String> onFinished;

    private final List<Section> sections = new ArrayList<>();

    /// @param nanoClock tells elapsed nanoseconds
    /// @param onFinished is told each part that is finished, as one plain line
    Checklist(LongSupplier nanoClock, Consumer<String> onFinished) {
        this.nanoClock = nanoClock;
        this.onFinished = onFinished;
    }

    synchronized Section section(String title) {
        Section section = new Section(title);
        this.sections.add(section);
        return section;
    }

    /// The lines to show now, none of them longer than the width.
    synchronized List<String> render(Style style, int width) {
        List<String> lines = new ArrayList<>();
        for (Section section : this.sections) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (!section.title.isEmpty()) {
                lines.add(style.title(cut(section.title, width)));
            }
            int names = section.items.stream().mapToInt((item) -> item.name.length()).max().orElse(0);
            section.items.forEach((item) -> lines.add(item.render(style, names, width)));
        }
        return lines;
    }

    private static String cut(String text, int width) {
        return (text.length() <= width) ? text : text.substring(0, width);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    private enum State {

        WAITING, RUNNING, DONE, FAILED

    }

    final class Section {

        private final String title;

        private final List<Item> items = new ArrayList<>();

        private Section(String title) {
            this.title = title;
        }

        Item item(String name) {
            synchronized (Checklist.this) {
                Item item = new Item(name);
                this.items.add(item);
                return item;
            }
        }

    }

    /// One line of the list.
    final class Item {

        private final String name;

        private State state = State.WAITING;

        private long started;

        private long finished;

        private String detail = "";

        private Item(String name) {
            this.name = name;
        }

        Item start() {
            return startAt(Checklist.this.nanoClock.getAsLong());
        }

        /// Counts from a moment that lies back, so that several lines can share one.
        Item startAt(long nanos) {
            synchronized (Checklist.this) {
                this.state = State.RUNNING;
                this.started = nanos;
                return this;
            }
        }

        void done(String detail) {
            finish(State.DONE, detail);
        }

        void failed(String detail) {
            finish(State.FAILED, detail);
        }

        private void finish(State state, String detail) {
            synchronized (Checklist.this) {
                this.state = state;
                this.detail = detail;
                this.finished = Checklist.this.nanoClock.getAsLong();
            }
            Checklist.this.onFinished.accept(plain());
        }

        private String plain() {
            String outcome = (this.state == State.FAILED) ? "failed after " : "";
            String more = this.detail.isEmpty() ? "" : ", " + this.detail;
            return this.name + ": " + outcome + seconds(this.finished - this.started) + more;
        }

        private String render(Style style, int names, int width) {
            long now = Checklist.this.nanoClock.getAsLong();
            String mark = switch (this.state) {
                case WAITING -> style.waiting();
                case RUNNING -> style.running(now);
                case DONE -> style.done();
                case FAILED -> style.failed();
            };
            String time = switch (this.state) {
                case WAITING -> "";
                case RUNNING -> seconds(now - this.started);
                case DONE, FAILED -> seconds(this.finished - this.started);
            };
            String text = String.format(Locale.ROOT, "%-" + Math.max(1, names) + "s %9s  %s", this.name, time,
                    this.detail);
            String shown = cut(text.stripTrailing(), width - INDENT.length() - mark.length() - 1);
            return INDENT + style.colour(this.state == State.FAILED, mark) + " " + shown;
        }

    }

    /// How marks look on the terminal at hand.
    record Style(boolean colours, boolean unicode) {

        private static final String[] SPINNER = { "⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧" };

        private static final String[] ASCII_SPINNER = { "|", "/", "-", "\\" };

        private static final long TURN_NANOS = 100_000_000;

        private static final String GREEN = "\u001B[32m";

        private static final String RED = "\u001B[31m";

        private static final String BOLD = "\u001B[1m";

        private static final String OFF = "\u001B[0m";

        String title(String text) {
            return this.colours ? BOLD + text + OFF : text;
        }

        String waiting() {
            return this.unicode ? "·" : ".";
        }

        String running(long nanos) {
            String[] frames = this.unicode ? SPINNER : ASCII_SPINNER;
            return frames[(int) Math.floorMod(nanos / TURN_NANOS, (long) frames.length)];
        }

        String done() {
            return this.unicode ? "✓" : "+";
        }

        String failed() {
            return this.unicode ? "✗" : "x";
        }

        String colour(boolean failed, String mark) {
            return this.colours ? (failed ? RED : GREEN) + mark + OFF : mark;
        }

    }

}

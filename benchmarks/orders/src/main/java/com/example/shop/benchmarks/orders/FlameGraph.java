package com.example.shop.benchmarks.orders;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Who called whom, and how much of the time they took: each box is as wide as its share of the samples and stands on its
/// caller. After Brendan Gregg, "The Flame Graph", Communications of the ACM 59 (6), 2016.
final class FlameGraph {

    private static final int WIDTH = 1200;

    private static final int ROW = 16;

    private static final int DEEPEST = 110;

    /// Narrower ones are half a percent, and there are thousands of them.
    private static final double NARROWEST = 6;

    private static final double CHARACTER = 6.2;

    private final Box root = new Box();

    /// @param frames the outermost first
    void add(List<String> frames) {
        Box box = this.root;
        box.samples++;
        for (String frame : frames.subList(0, Math.min(frames.size(), DEEPEST))) {
            box = box.above.computeIfAbsent(frame, (_) -> new Box());
            box.samples++;
        }
    }

    long samples() {
        return this.root.samples;
    }

    String svg(String title) {
        int height = (depth(this.root) + 2) * ROW;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="monospace" font-size="10">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="4" y="12" font-size="12">%s</text>
                """.formatted(WIDTH, height, escape(title)));
        draw(svg, this.root, 0, height - ROW);
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Box caller, double left, int y) {
        double x = left;
        for (Map.Entry<String, Box> entry : caller.above.entrySet()) {
            double width = (double) WIDTH * entry.getValue().samples / this.root.samples;
            if (width >= NARROWEST) {
                String name = escape(entry.getKey());
                String words = shortened(entry.getKey(), (int) ((width - 4) / CHARACTER));
                svg.append(String.format(Locale.ROOT,
                        "<g><title>%s, %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                        name, 100 * width / WIDTH, x, y, width - 0.3, ROW - 1, color(entry.getKey())));
                if (!words.isEmpty()) {
                    svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 2, y + 11,
                            escape(words)));
                }
                svg.append("</g>\n");
                draw(svg, entry.getValue(), x, y - ROW);
            }
            x += width;
        }
    }

    private int depth(Box box) {
        return 1 + box.above.values()
            .stream()
            .filter((above) -> (double) WIDTH * above.samples / this.root.samples >= NARROWEST)
            .mapToInt(this::depth)
            .max()
            .orElse(0);
    }

    /// Class and method are what one looks for; the package is in the tooltip.
    private static String shortened(String frame, int length) {
        String[] parts = frame.split("\\.");
        String name = (parts.length > 2) ? parts[parts.length - 2] + "." + parts[parts.length - 1] : frame;
        return (length < 3) ? "" : name.substring(0, Math.min(name.length(), length));
    }

    private static String color(String frame) {
        if (frame.startsWith("com.example.shop")) {
            return "#7fc97f";
        }
        if (frame.startsWith("org.postgresql") || frame.startsWith("com.zaxxer")) {
            return "#80b1d3";
        }
        if (frame.startsWith("org.apache.kafka") || frame.startsWith("org.springframework.kafka")) {
            return "#fdc086";
        }
        return frame.startsWith("java.") || frame.startsWith("jdk.") ? "#d9d9d9" : "#fdd9b5";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static final class Box {

        private final Map<String, Box> above = new TreeMap<>();

        private long samples;

    }

}

package com.example.shop.benchmarks.harness;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Bars with their values beside them, as SVG. The colours follow the reader's: light or dark.
/// @param title says what is shown, its unit, and which end is the good one
/// @param bars from top to bottom
record BarChart(String title, List<Bar> bars) {

    private static final int WIDTH = 760;

    private static final int NAMES = 220;

    private static final int LONGEST = 440;

    private static final int ROW = 26;

    private static final int TOP = 40;

    String svg() {
        double most = this.bars.stream().mapToDouble(Bar::value).max().orElse(1);
        String rows = IntStream.range(0, this.bars.size())
            .mapToObj(i -> row(this.bars.get(i), TOP + i * ROW, most))
            .collect(Collectors.joining());
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                  <title>%3$s</title>
                  <style>
                    text { font: 13px system-ui, sans-serif; fill: #1f2328 }
                    .title { font-weight: 600 }
                    .ours { fill: #1a7f37 }
                    .limit { fill: #afb8c1 }
                    .other { fill: #0969da }
                    @media (prefers-color-scheme: dark) {
                      text { fill: #e6edf3 }
                      .ours { fill: #3fb950 }
                      .limit { fill: #6e7681 }
                      .other { fill: #2f81f7 }
                    }
                  </style>
                  <text class="title" x="8" y="22">%3$s</text>
                %4$s</svg>
                """.formatted(WIDTH, TOP + this.bars.size() * ROW + 8, this.title, rows);
    }

    private static String row(Bar bar, int top, double most) {
        long length = Math.max(1, Math.round(LONGEST * bar.value() / Math.max(most, Double.MIN_NORMAL)));
        return """
                  <text x="%d" y="%d" text-anchor="end">%s</text>
                  <rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="2"/>
                  <text x="%d" y="%d">%s</text>
                """.formatted(NAMES - 8, top + 15, bar.name(), bar.kind(), NAMES, top + 2, length, ROW - 8,
                NAMES + length + 6, top + 15, Numbers.text(bar.value()));
    }

    /// @param kind ours, limit or other
    record Bar(String name, String kind, double value) {
    }

}

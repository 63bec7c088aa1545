package com.example.shop.localplatform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

/// Tells what runs, and asks each part whether it is ready.
final class StatusCommand {

    private static final JsonMapper JSON = new JsonMapper();

    private StatusCommand() {
    }

    /// @param running what the platform says of itself, empty if it does not run
    static Report report(Optional<RunState> running) {
        return running
            .map((state) -> new Report(true, state.gateway(),
                    state.parts().stream().parallel().map((part) -> new PartReport(part, part.isReady())).toList()))
            .orElseGet(() -> new Report(false, "", List.of()));
    }

    record PartReport(RunState.Part part, boolean ready) {
    }

    record Report(boolean running, String gateway, List<PartReport> parts) {

        boolean isReady() {
            return this.running && this.parts.stream().allMatch(PartReport::ready);
        }

        private String status() {
            return !this.running ? "stopped" : (isReady() ? "ready" : "not ready");
        }

        String json() {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("status", status());
            if (this.running) {
                answer.put("gateway", this.gateway);
            }
            answer.put("parts", this.parts.stream().map(Report::json).toList());
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
        }

        private static Map<String, Object> json(PartReport report) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("name", report.part().name());
            answer.put("ready", report.ready());
            answer.put("address", report.part().address());
            report.part().process().ifPresent((process) -> answer.put("pid", process.pid()));
            return answer;
        }

        String text(Checklist.Style style) {
            if (!this.running) {
                return "The platform does not run; ./run starts it.";
            }
            StringBuilder text = new StringBuilder("The platform is " + status() + ".\n");
            for (PartReport report : this.parts) {
                String mark = report.ready() ? style.done() : style.failed();
                String process = report.part().process().map((handle) -> "process " + handle.pid()).orElse("");
                text.append("  ")
                    .append(style.colour(!report.ready(), mark))
                    .append(String
                        .format(Locale.ROOT, " %-18s %-24s %s", report.part().name(), report.part().address(), process)
                        .stripTrailing())
                    .append('\n');
            }
            return text.toString().stripTrailing();
        }

    }

}

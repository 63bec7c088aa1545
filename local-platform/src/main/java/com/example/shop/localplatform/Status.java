package com.example.shop.localplatform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

/// What `./run status` prints: what runs, and whether it is ready.
/// @param gateway the address of the API, empty if nothing runs
record Status(boolean running, String gateway, List<PartStatus> parts) {

    private static final JsonMapper JSON = new JsonMapper();

    record PartStatus(RunState.Part part, boolean ready) {
    }

    /// Asks each part.
    /// @param state what the platform says of itself, empty if it does not run
    static Status of(Optional<RunState> state) {
        return state
            .map((running) -> new Status(true, running.gateway(),
                    running.parts().stream().parallel().map((part) -> new PartStatus(part, part.isReady())).toList()))
            .orElseGet(() -> new Status(false, "", List.of()));
    }

    boolean isReady() {
        return this.running && this.parts.stream().allMatch(PartStatus::ready);
    }

    private String word() {
        return !this.running ? "stopped" : (isReady() ? "ready" : "not ready");
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", word());
        if (this.running) {
            json.put("gateway", this.gateway);
        }
        json.put("parts", this.parts.stream().map(Status::json).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static Map<String, Object> json(PartStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", status.part().name());
        json.put("ready", status.ready());
        json.put("address", status.part().address());
        status.part().process().ifPresent((process) -> json.put("pid", process.pid()));
        return json;
    }

    String text(Console console) {
        if (!this.running) {
            return "The platform does not run; ./run starts it.";
        }
        StringBuilder text = new StringBuilder("The platform is " + word() + ".");
        for (PartStatus status : this.parts) {
            RunState.Part part = status.part();
            String process = part.process().map((handle) -> "process " + handle.pid()).orElse("");
            text.append(String
                .format(Locale.ROOT, "\n  %s %-18s %-24s %s", console.mark(status.ready()), part.name(), part.address(),
                        process)
                .stripTrailing());
        }
        return text.toString();
    }

}

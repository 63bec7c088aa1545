package com.example.shop.localplatform;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What `./run status` prints: what runs, and whether it is ready. With `--json` it is printed as it stands here.
/// @param status stopped, ready or not ready
/// @param gateway the address of the API, null if nothing runs
@JsonInclude(JsonInclude.Include.NON_NULL)
record Status(String status, @Nullable String gateway, List<Part> parts) {

    /// @param pid of the part's own process, if it has one that runs
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(String name, boolean ready, String address, @Nullable Long pid) {

        private static Part of(RunState.Part part) {
            return new Part(part.name(), part.isReady(), part.address(),
                    part.process().map(ProcessHandle::pid).orElse(null));
        }

    }

    /// Asks each part.
    /// @param state what the platform says of itself, empty if it does not run
    static Status of(Optional<RunState> state) {
        if (state.isEmpty()) {
            return new Status("stopped", null, List.of());
        }
        List<Part> parts = state.get().parts().stream().parallel().map(Part::of).toList();
        boolean ready = parts.stream().allMatch(Part::ready);
        return new Status(ready ? "ready" : "not ready", state.get().gateway(), parts);
    }

    /// Whether everything is ready.
    boolean allReady() {
        return this.status.equals("ready");
    }

    String json() {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    String text(Console console) {
        if (this.gateway == null) {
            return "The platform does not run; ./run starts it.";
        }
        StringBuilder text = new StringBuilder("The platform is " + this.status + ".");
        for (Part part : this.parts) {
            String process = (part.pid() != null) ? "process " + part.pid() : "";
            text.append(String
                .format(Locale.ROOT, "\n  %s %-18s %-24s %s", console.mark(part.ready()), part.name(), part.address(),
                        process)
                .stripTrailing());
        }
        return text.toString();
    }

}

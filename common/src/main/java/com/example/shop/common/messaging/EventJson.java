package com.example.shop.common.messaging;

import java.util.stream.Collectors;

import com.example.shop.common.StrictJson;
import com.example.shop.common.contracts.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// The content of events as JSON. A mapper of its own: what services change about the JSON of their HTTP interfaces
/// must not change what they once promised each other.
///
/// Unknown fields are ignored, so that a producer may be updated first; everything else that does not fit is refused.
public final class EventJson {

    private static final int DEEPEST_NESTING = 32;

    private final JsonMapper mapper = StrictJson.configure(JsonMapper.builder(JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
        .build())).disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    public byte[] write(Event event) {
        return this.mapper.writeValueAsBytes(event);
    }

    /// @throws UnreadableEvent if the data is not JSON, or lacks what the contract
    /// requires
    public <E extends Event> E read(byte[] data, Class<E> contract) {
        try {
            E event = this.mapper.readValue(data, contract);
            if (event == null) {
                throw new UnreadableEvent("The content is null");
            }
            return event;
        }
        catch (StreamReadException malformed) {
            throw new UnreadableEvent("The content is not valid JSON", malformed);
        }
        catch (JacksonException misfit) {
            throw new UnreadableEvent(
                    "The content does not fit %s at '%s'".formatted(contract.getSimpleName(), pointerTo(misfit)),
                    misfit);
        }
    }

    /// Jackson's own messages name classes and quote content; the place in the document
    /// says enough.
    private static String pointerTo(JacksonException misfit) {
        String missing = (misfit.getCause() instanceof NullPointerException required && required.getMessage() != null)
                ? "/" + required.getMessage() : "";
        return misfit.getPath()
            .stream()
            .map(step -> (step.getPropertyName() != null) ? step.getPropertyName() : String.valueOf(step.getIndex()))
            .collect(Collectors.joining("/", misfit.getPath().isEmpty() ? "" : "/", "")) + missing;
    }

}

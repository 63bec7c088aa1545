package com.example.shop.common.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/// A JSON value of the right type that is refused all the same; its message may be shown to the caller.
class RefusedValueException extends MismatchedInputException {

    RefusedValueException(JsonParser parser, String rule, Class<?> target) {
        super(parser, rule, target);
    }

    String rule() {
        return getOriginalMessage();
    }

}

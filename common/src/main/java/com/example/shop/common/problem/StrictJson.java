package com.example.shop.common.problem;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;

/// JSON at the HTTP border: what is not said exactly is refused. Only there; events are read leniently, so that a
/// producer may go first.
final class StrictJson {

    private StrictJson() {
    }

    static JsonMapper mapper(HttpProperties limits, Stream<JsonMapperBuilderCustomizer> customizers) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
            .maxNestingDepth(limits.maxJsonDepth())
            .maxNumberLength(limits.maxJsonNumberLength())
            .maxStringLength((int) limits.maxBodySize().toBytes())
            .maxDocumentLength(limits.maxBodySize().toBytes())
            .build();
        JsonMapper.Builder builder = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(constraints).build());
        customizers.forEach((customizer) -> customizer.customize(builder));
        builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Would put the caller's body into exception messages.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .disable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(
                    (coercion) -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(LogicalType.Textual, (coercion) -> coercion
                // An empty string is a string: whether it is allowed, a validation rule
                // says.
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addModule(new SimpleModule("strict-values").addDeserializer(String.class, new StorableText())
                .addDeserializer(BigDecimal.class, new PlainDecimalReader())
                .addSerializer(BigDecimal.class, new PlainDecimalWriter()));
        return builder.build();
    }

    /// PostgreSQL can hold neither U+0000 nor half of a surrogate pair: better a 400 here
    /// than a 500 there.
    private static final class StorableText extends StdScalarDeserializer<String> {

        StorableText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getString();
            if (text.indexOf('\0') >= 0) {
                throw new RefusedValueException(parser, "must not hold the character U+0000", String.class);
            }
            if (text.codePoints().anyMatch((point) -> point >= 0xD800 && point <= 0xDFFF)) {
                throw new RefusedValueException(parser, "must be well-formed Unicode", String.class);
            }
            return text;
        }

    }

    /// Amounts travel as strings, so that no reader on the way makes a floating point
    /// number of them.
    private static final class PlainDecimalReader extends StdScalarDeserializer<BigDecimal> {

        private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

        PlainDecimalReader() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING) || !PLAIN_DECIMAL.matcher(parser.getString()).matches()) {
                throw new RefusedValueException(parser,
                        "must be a string that holds a plain decimal, such as \"12.50\"", BigDecimal.class);
            }
            return new BigDecimal(parser.getString());
        }

    }

    private static final class PlainDecimalWriter extends StdSerializer<BigDecimal> {

        PlainDecimalWriter() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toPlainString());
        }

    }

}

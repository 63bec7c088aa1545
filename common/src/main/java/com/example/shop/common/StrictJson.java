package com.example.shop.common;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/// How JSON from outside is read, in requests as in events: what does not say exactly what is expected is refused. Only
/// what differs from Jackson's defaults stands here.
public final class StrictJson {

    private StrictJson() {
    }

    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(
                    (coercion) -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(LogicalType.Textual, (coercion) -> coercion
                // An empty string is a string: whether it is allowed, a validation rule
                // says.
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert))
            .addModule(new SimpleModule("strict-values").addDeserializer(String.class, new StorableText())
                .addDeserializer(BigDecimal.class, new PlainDecimalReader())
                .addSerializer(BigDecimal.class, new PlainDecimalWriter()));
    }

    /// PostgreSQL can store neither U+0000 nor half of a surrogate pair.
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
            if (text.codePoints().anyMatch((point) -> point == 0 || (point >= 0xD800 && point <= 0xDFFF))) {
                throw MismatchedInputException.from(parser, String.class, "not storable");
            }
            return text;
        }

    }

    /// Amounts travel as strings, for a JSON number is floating point to many readers.
    private static final class PlainDecimalReader extends StdScalarDeserializer<BigDecimal> {

        private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

        PlainDecimalReader() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING) || !PLAIN_DECIMAL.matcher(parser.getString()).matches()) {
                throw MismatchedInputException.from(parser, BigDecimal.class, "not a plain decimal");
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

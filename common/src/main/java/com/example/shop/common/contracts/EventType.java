package com.example.shop.common.contracts;

/// One kind of event, as its {@link EventContract} describes it.
///
/// @param record the class it is read into
public record EventType(String name, String source, String topic, boolean compacted, Class<? extends Event> record) {

    /// @throws IllegalArgumentException if the class has no {@link EventContract}
    public static EventType of(Class<? extends Event> record) {
        EventContract contract = record.getAnnotation(EventContract.class);
        if (contract == null) {
            throw new IllegalArgumentException(record.getName() + " has no @EventContract");
        }
        return new EventType(contract.type(), contract.source(), contract.topic(), contract.compacted(), record);
    }

}

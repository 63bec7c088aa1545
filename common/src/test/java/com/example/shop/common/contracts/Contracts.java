package com.example.shop.common.contracts;

import java.util.Comparator;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static org.assertj.core.api.Assertions.assertThat;

/// The events of all services, found among the classes: none can be forgotten.
final class Contracts {

    private static final List<EventType> ALL = find();

    private Contracts() {
    }

    static List<EventType> all() {
        return ALL;
    }

    private static List<EventType> find() {
        List<EventType> types = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackagesOf(Event.class)
            .stream()
            .filter((type) -> type.isAssignableTo(Event.class) && !type.isInterface())
            .map(JavaClass::reflect)
            .map((type) -> EventType.of(type.asSubclass(Event.class)))
            .sorted(Comparator.comparing(EventType::name))
            .toList();
        assertThat(types).isNotEmpty();
        assertThat(types).extracting(EventType::name).doesNotHaveDuplicates();
        return types;
    }

}

package com.example.shop.common.testservice;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/// A business row of a service that uses JPA.
@Entity
public class Account {

    @Id
    private UUID id;

    @Version
    private long version;

    private long changes;

    protected Account() {
        this(new UUID(0, 0));
    }

    public Account(UUID id) {
        this.id = id;
    }

    public UUID id() {
        return this.id;
    }

    /// @return how many changes there are now
    public long change() {
        return ++this.changes;
    }

}

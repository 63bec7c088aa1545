-- Writes events into the database's log, where a replication slot keeps them until Kafka has them (outbox.relay=log). What
-- no slot keeps would be lost without a trace: so there is nothing to write while the slot is gone, and nothing any more
-- while what the server keeps for it is nearly used up. Better to refuse an order than to lose its event.
CREATE FUNCTION messaging.write_to_log(slot name, events bytea[]) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_replication_slots
        WHERE slot_name = slot AND confirmed_flush_lsn IS NOT NULL AND wal_status <> 'lost'
          AND coalesce(safe_wal_size > 64 * 1024 * 1024, true)
    ) THEN
        RAISE EXCEPTION 'the log keeps no more events for the replication slot %', slot
            USING ERRCODE = 'configuration_limit_exceeded';
    END IF;
    FOR place IN 1 .. cardinality(events) LOOP
        PERFORM pg_logical_emit_message(true, 'outbox', events[place]);
    END LOOP;
END
$$;

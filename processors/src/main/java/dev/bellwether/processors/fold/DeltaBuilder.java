package dev.bellwether.processors.fold;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.schemas.FactNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers one service, version and window of one record. Owned by the {@link Fold} that made it; used for one delta. */
final class DeltaBuilder {

    private final Source source;
    private final long windowStart;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    long clampedTimes;
    long clampedDurations;
    long overflowed;

    DeltaBuilder(Source source, long windowStart) {
        this.source = source;
        this.windowStart = windowStart;
    }

    /** The cell of an operation, or that of all operations past the limit. */
    Cell cell(String operation, int maxOperations, Deque<Cell> pool) {
        Cell cell = cells.get(operation);
        if (cell != null) {
            return cell;
        }
        if (cells.size() >= maxOperations && !operation.equals(FactNames.OTHER)) {
            overflowed++;
            return cell(FactNames.OTHER, maxOperations, pool);
        }
        Cell fresh = pool.isEmpty() ? new Cell() : pool.pop();
        cells.put(operation, fresh);
        return fresh;
    }

    RedDelta build(Origin origin, long windowMillis, Deque<Cell> pool) {
        List<OperationDelta> operations = new ArrayList<>(cells.size());
        cells.forEach((operation, cell) -> operations.add(cell.drain(operation)));
        release(pool);
        return RedDelta.newBuilder()
                .setEnvironment(source.service().environment())
                .setNamespace(source.service().namespace())
                .setService(source.service().name())
                .setVersion(source.version())
                .setWindowStart(Instant.ofEpochMilli(windowStart))
                .setWindowEnd(Instant.ofEpochMilli(windowStart + windowMillis))
                .setOperations(operations)
                .setLogTime(Instant.ofEpochMilli(origin.logTime()))
                .setSourceTopic(origin.topic())
                .setSourcePartition(origin.partition())
                .setSourceOffset(origin.offset())
                .setClampedTimes(clampedTimes)
                .setClampedDurations(clampedDurations)
                .build();
    }

    /** Gives the cells back; what they hold is forgotten. */
    void release(Deque<Cell> pool) {
        cells.values().forEach(cell -> {
            cell.clear();
            pool.push(cell);
        });
        cells.clear();
    }
}

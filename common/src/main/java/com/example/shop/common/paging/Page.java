package com.example.shop.common.paging;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/// One page of a list, in the JSON shape that every list of the platform has.
///
/// @param next the cursor to ask for the following page with; null on the last one
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /// Makes a page of what a query found that asked for one item more than fits: the
    /// extra one shows that there is a next page, without counting.
    ///
    /// @param found at most `size` + 1 items in the order of the list
    /// @param position the sort key of an item, which the next query starts after
    public static <T> Page<T> of(List<T> found, int size, Function<? super T, String> position) {
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        return new Page<>(found.subList(0, size), Cursor.of(position.apply(found.get(size - 1))));
    }

}

package dev.sluice.state.tls;

import java.util.ArrayList;
import java.util.List;

/**
 * The secrets of session tickets of one file, the newest last.
 *
 * @param id its number
 * @param file where they were read from
 * @param keys as many as are kept
 */
public record TicketStore(int id, String file, List<byte[]> keys) {
    /** Keeps a copy of the list. */
    public TicketStore {
        keys = List.copyOf(keys);
    }

    /** A new one takes the place of the oldest. */
    public TicketStore rotated(byte[] key) {
        List<byte[]> next = new ArrayList<>(keys.subList(1, keys.size()));
        next.add(key);
        return new TicketStore(id, file, next);
    }

    /** In the order of use: tickets are sealed with the last but one, so that all who share the file know it already. */
    List<byte[]> inUse() {
        List<byte[]> order = new ArrayList<>();
        int sealing = keys.size() - 2;
        order.add(keys.get(sealing));
        for (int i = 0; i < keys.size(); i++) {
            if (i != sealing) {
                order.add(keys.get(i));
            }
        }
        return order;
    }
}

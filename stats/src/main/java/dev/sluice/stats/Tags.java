package dev.sluice.stats;

/**
 * What kind of information a field is, in four letters: where it comes from, what it measures, for how much of the installation it holds, and
 * whether it survives a restart (management guide, section 9.2).
 *
 * @param letters such as {@code MGPV}
 */
public record Tags(String letters) {
    /** Refuses letters that mean nothing. */
    public Tags {
        if (letters.length() != 4 || persistenceOf(letters).isEmpty()) {
            throw new IllegalArgumentException("tags: " + letters);
        }
    }

    /** Where the value comes from. */
    public String origin() {
        return switch (letters.charAt(0)) {
            case 'M' -> "Metric";
            case 'S' -> "Status";
            case 'K' -> "Key";
            case 'C' -> "Config";
            case 'P' -> "Product";
            default -> "Unknown";
        };
    }

    /** What it measures. */
    public String nature() {
        return switch (letters.charAt(1)) {
            case 'G' -> "Gauge";
            case 'L' -> "Limit";
            case 'm' -> "Min";
            case 'M' -> "Max";
            case 'R' -> "Rate";
            case 'C' -> "Counter";
            case 'D' -> "Duration";
            case 'A' -> "Age";
            case 'T' -> "Time";
            case 'N' -> "Name";
            case 'O' -> "Output";
            case 'a' -> "Avg";
            default -> "Unknown";
        };
    }

    /** For what it holds. */
    public String scope() {
        return switch (letters.charAt(2)) {
            case 'C' -> "Cluster";
            case 'P' -> "Process";
            case 'S' -> "Service";
            case 's' -> "System";
            default -> "Unknown";
        };
    }

    /** Whether it would survive a restart. */
    public String persistence() {
        return persistenceOf(letters);
    }

    private static String persistenceOf(String letters) {
        return switch (letters.charAt(3)) {
            case 'V' -> "Volatile";
            case 'P' -> "Persistent";
            default -> "";
        };
    }
}

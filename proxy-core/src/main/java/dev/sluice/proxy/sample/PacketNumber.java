package dev.sluice.proxy.sample;

/** Numbers that packets are marked with, as rules have them: decimal, or hexadecimal behind {@code 0x}. */
public final class PacketNumber {
    private PacketNumber() {}

    /** The number that is written so, its lowest 32 bits; -1 for a word that is none. */
    public static long of(String word) {
        try {
            if (word.startsWith("0x") || word.startsWith("0X")) {
                return word.startsWith("-", 2) ? -1 : Long.parseLong(word.substring(2), 16) & 0xFFFF_FFFFL;
            }
            return word.matches("-?[0-9]+") ? Long.parseLong(word) & 0xFFFF_FFFFL : -1;
        } catch (NumberFormatException tooLong) {
            return -1;
        }
    }
}

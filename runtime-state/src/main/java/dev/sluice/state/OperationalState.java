package dev.sluice.state;

/** Whether a server works; the ordinals are {@code srv_op_state} of {@code show servers state}. */
public enum OperationalState {
    /** Takes nothing. */
    STOPPED,
    /** Takes a growing share ({@code slowstart}). */
    STARTING,
    /** Takes its share. */
    RUNNING,
    /** Takes only who belongs to it already ({@code NOLB}). */
    STOPPING
}

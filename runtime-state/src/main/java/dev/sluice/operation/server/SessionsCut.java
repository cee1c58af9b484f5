package dev.sluice.operation.server;

/** How many sessions were cut; the text surface says nothing of it. */
public record SessionsCut(int count) {}

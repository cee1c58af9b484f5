package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Resumes all frontends that were paused, as SIGTTIN does. */
public record ResumeAll() implements Operation {}

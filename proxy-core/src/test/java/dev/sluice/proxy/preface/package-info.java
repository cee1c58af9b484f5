/** Tests of the PROXY protocol: its format, and connections that begin with it. */
@NullMarked
package dev.sluice.proxy.preface;

import org.jspecify.annotations.NullMarked;

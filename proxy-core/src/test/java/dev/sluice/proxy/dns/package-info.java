/** Tests of name resolution. */
@NullMarked
package dev.sluice.proxy.dns;

import org.jspecify.annotations.NullMarked;

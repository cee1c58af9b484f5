/**
 * The keywords that the configuration language has by itself, a list for each part of it. A new keyword is one more declaration in
 * one of these lists.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.config.keyword.BuiltInKeywords#ALL} joins the lists.
 *
 * <p><b>Threads.</b> Declarations never change; their handlers run on the thread that parses.
 */
@NullMarked
package dev.sluice.config.keyword;

import org.jspecify.annotations.NullMarked;

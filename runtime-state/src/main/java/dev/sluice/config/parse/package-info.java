/**
 * How configuration text is read: words, conditional blocks, keywords, sections, and what is said about mistakes.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.config.parse.ConfigurationParser} reads files into a
 * {@link dev.sluice.config.Configuration}; {@link dev.sluice.config.parse.Keyword} declares one thing that a file can say,
 * {@link dev.sluice.config.parse.Line} is what its handler is given.
 *
 * <p><b>Threads.</b> Declarations and results never change, so any thread may read them. One run of the parser is confined to the
 * thread that asks for it; a name that has to be resolved makes that thread wait.
 */
@NullMarked
package dev.sluice.config.parse;

import org.jspecify.annotations.NullMarked;

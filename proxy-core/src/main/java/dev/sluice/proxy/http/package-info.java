/**
 * HTTP/1: a strict parser over received bytes, messages as those bytes plus edits, and the sessions that forward them.
 *
 * <p><b>Starting points.</b> {@link dev.sluice.proxy.http.HeadParser} finds a head where it was received and fills a
 * {@link dev.sluice.proxy.http.Head} with offsets; {@link dev.sluice.proxy.http.HttpClient} is a client's connection and
 * {@link dev.sluice.proxy.http.Exchange} one request with its response.
 *
 * <p><b>Threads.</b> Everything belongs to the worker of its connections. What several workers read (compiled rules, settings) never
 * changes once made.
 */
@NullMarked
package dev.sluice.proxy.http;

import org.jspecify.annotations.NullMarked;

/** What is plain HTTP: files, streams of events, headers, the description of the API. */
@NullMarked
package io.stillhouse.server.http;

import org.jspecify.annotations.NullMarked;

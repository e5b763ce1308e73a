/** How networks learn: data, networks, losses, optimisers, the loop, what is written to files. */
package io.stillhouse.training;

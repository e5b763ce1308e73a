/** The training loop: what every training has in common, whatever it minimises. */
package io.stillhouse.training.loop;

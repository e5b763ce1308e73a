/** Everything a training needs to go on as if it had never been interrupted, in one folder. */
package io.stillhouse.training.checkpoint;

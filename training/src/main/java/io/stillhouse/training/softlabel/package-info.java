/**
 * The SoftLabels artifact: a teacher's float16 logits over stored views of every image, how they
 * are made and how a student reads them.
 */
package io.stillhouse.training.softlabel;

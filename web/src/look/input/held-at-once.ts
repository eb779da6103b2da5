/** Values that come faster than a page is drawn. */
import { computed, type Ref, shallowRef, watch, type WritableComputedRef } from 'vue'

/**
 * `model`, which has what was set at once. The parent hands a model back with its next drawing only:
 * of two values set in one turn, as a product and its unit are, the second would start from what was
 * before the first, and undo it.
 */
export function heldAtOnce<T>(model: Ref<T>): WritableComputedRef<T> {
  const held = shallowRef(model.value)
  watch(model, (now) => (held.value = now), { flush: 'sync' })
  return computed({
    get: () => held.value,
    set: (next) => (model.value = held.value = next),
  })
}

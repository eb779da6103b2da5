/** Where a form was refused: the first faulty field, or the notice that says why, is shown and takes the focus. */
import { nextTick } from 'vue'

export async function focusFault(page: HTMLElement | null): Promise<void> {
  await nextTick()
  const place =
    page?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    page?.querySelector<HTMLElement>('[role="alert"]')
  place?.scrollIntoView({ block: 'center' })
  place?.focus()
}

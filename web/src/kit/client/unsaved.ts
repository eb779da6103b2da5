/** Keeps a reader from losing what they typed: asks before leaving a page with unsaved changes. */
import { useEventListener } from '@vueuse/core'
import { toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { confirm } from '#web/look/dialog/confirm.ts'
import { useKitTexts } from '#web/kit/kit-texts.ts'

export function useUnsavedGuard(dirty: MaybeRefOrGetter<boolean>): void {
  const t = useKitTexts()
  const question = () => ({
    title: t('unsaved.title'),
    detail: t('unsaved.detail'),
    action: t('unsaved.leave'),
    tone: 'danger' as const,
  })
  onBeforeRouteLeave(async () => !toValue(dirty) || (await confirm(question())))
  useEventListener(window, 'beforeunload', (event) => {
    if (toValue(dirty)) event.preventDefault()
  })
}

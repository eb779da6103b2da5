/** Keeps a reader from losing what they typed: asks before leaving a page with unsaved changes. */
import { useEventListener } from '@vueuse/core'
import { toValue } from 'vue'
import type { MaybeRefOrGetter } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router'
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
  const mayLeave = async () => !toValue(dirty) || (await confirm(question()))
  onBeforeRouteLeave(mayLeave)
  // Another row on the same page; a change of language keeps what was typed.
  onBeforeRouteUpdate((to, from) => rowOf(to) === rowOf(from) || mayLeave())
  useEventListener(window, 'beforeunload', (event) => {
    if (toValue(dirty)) event.preventDefault()
  })
}

function rowOf({ path }: RouteLocationNormalized): string {
  return path.split('/').slice(2).join('/')
}

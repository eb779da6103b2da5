/** The commands of the palette: pages of the menu, records found by the modules, things to switch. */
import { computed, onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { languages } from '#web/look/words/language.ts'
import { inLanguage, usePaths } from '#web/kit/client/paths.ts'
import { isCreatable, permissionOf } from '#contract/kit/resource.ts'
import { searchOf } from '#web/kit/field/reference/options.ts'
import { definitionOf } from '#web/kit/record/fields.ts'
import { useWordsOf } from '#web/kit/record/record-words.ts'
import { useScreenTexts } from '#web/kit/record/screen-texts.ts'
import { useSession } from '#web/kit/client/session.ts'
import { colourMode, isDark } from '#web/look/colour-mode.ts'
import { useMenu } from './menu.ts'
import { type Command, type CommandGroup, fitting } from './palette.ts'
import { useShellTexts } from './shell-texts.ts'

export function useCommandGroups(text: Ref<string>, help: () => void) {
  const t = useShellTexts()
  const router = useRouter()
  const paths = usePaths()
  const menu = useMenu()
  const { found, searching } = useRecordSearch(text)

  function page(label: string, icon: string, to: string, hint?: string): Command {
    return { key: to, label, icon, hint, run: () => void router.push(to) }
  }

  const pages = computed(() => [
    page(t('menu.home'), 'i-lucide-house', paths.home()),
    ...menu.value.flatMap((group) =>
      group.items.map((item) => page(item.label, group.icon, item.to, group.label)),
    ),
  ])
  const creations = useCreations(page)
  const records = computed(() => {
    const all = found.value.map(({ label, icon, to, hint }) => page(label, icon, to, hint))
    // Until the answer is there, Enter opens none that does not fit what has been typed since.
    return searching.value ? fitting(all, text.value) : all
  })
  const switches = useSwitches(page, help)
  const actions = computed(() =>
    text.value === '' ? switches.value : [...creations.value, ...switches.value],
  )
  const groups = computed<CommandGroup[]>(() =>
    [
      { key: 'pages', label: t('search.pages'), commands: fitting(pages.value, text.value) },
      { key: 'records', label: t('search.found'), commands: records.value },
      {
        key: 'commands',
        label: t('search.commands'),
        commands: fitting(actions.value, text.value),
      },
    ].filter((group) => group.commands.length > 0),
  )
  return { groups, searching }
}

type MakePage = (label: string, icon: string, to: string, hint?: string) => Command

/** Languages, colours, organizations and the help, each switched by one command. */
function useSwitches(page: MakePage, help: () => void) {
  const t = useShellTexts()
  const { locale } = useI18n()
  const route = useRoute()
  const session = useSession()
  return computed<Command[]>(() => [
    { key: 'help', label: t('shortcuts.title'), icon: 'i-lucide-keyboard', run: help },
    page(t('user.api_reference'), 'i-lucide-braces', `/${locale.value}/overview/api-reference`),
    {
      key: 'colours',
      label: isDark.value ? t('colours.light') : t('colours.dark'),
      icon: 'i-lucide-sun-moon',
      run: () => {
        colourMode.value = isDark.value ? 'light' : 'dark'
      },
    },
    ...languages
      .filter((language) => language.code !== locale.value)
      .map(({ code, name }) =>
        page(t('language.label', { name }), 'i-lucide-languages', inLanguage(route.fullPath, code)),
      ),
    ...session.organizations
      .filter((one) => one.id !== session.organization_id)
      .map((one) => ({
        key: one.id,
        label: t('organization.label', { name: one.name }),
        icon: 'i-lucide-building-2',
        run: () => {
          session.organization_id = one.id
        },
      })),
  ])
}

/** "New warehouse" for every list in which this reader may make one. */
function useCreations(page: MakePage) {
  const menu = useMenu()
  const session = useSession()
  const screen = useScreenTexts()
  const wordsOf = useWordsOf()
  return computed(() =>
    menu.value.flatMap((group) =>
      group.items.flatMap(({ record, to }) => {
        if (!record || !isCreatable(definitionOf(record))) return []
        if (!session.may(permissionOf({ name: record }, 'add'))) return []
        const label = screen('form.new', { name: wordsOf(record).inText })
        return [page(label, 'i-lucide-plus', `${to}/new`, group.label)]
      }),
    ),
  )
}

const leastLetters = 2
const pauseInMilliseconds = 180

interface Found {
  readonly label: string
  readonly hint: string
  readonly icon: string
  readonly to: string
}
const mostOfOne = 5

/** Asks the lists that are searched for rows; one that fails does not keep the others from answering. */
function useRecordSearch(text: Ref<string>) {
  const menu = useMenu()
  const found = shallowRef<readonly Found[]>([])
  const searching = ref(false)
  let stop = () => {}

  watch(text, (typed) => {
    stop()
    const wanted = typed.trim()
    if (wanted.length < leastLetters) {
      found.value = []
      searching.value = false
      return
    }
    const controller = new AbortController()
    const timer = setTimeout(() => void look(wanted, controller.signal), pauseInMilliseconds)
    stop = () => {
      clearTimeout(timer)
      controller.abort()
    }
    searching.value = true
  })

  async function look(wanted: string, signal: AbortSignal): Promise<void> {
    const answers = await Promise.allSettled(
      menu.value.flatMap(({ icon, items }) =>
        items.map(async ({ record, searched, label: list, to }) => {
          if (!record || !searched) return []
          const rows = await searchOf(definitionOf(record))(wanted, signal)
          return rows.slice(0, mostOfOne).map(({ value, label, hint }) => ({
            label,
            hint: hint === undefined ? list : `${hint} · ${list}`,
            icon,
            to: `${to}/${value}`,
          }))
        }),
      ),
    )
    if (signal.aborted) return
    found.value = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    searching.value = false
  }

  onScopeDispose(() => stop())
  return { found, searching }
}

/** Cases of the rules about code: its shape, its names, its guards and its use cases. */
import type { Case } from './case.ts'

const file = 'server/src/kit/part.ts'
const action = 'server/src/modules/sales/confirm-sales-order.ts'

/** One file whose lines follow a good first one; `lines` are those where the rule must find something. */
function code(
  rule: string,
  what: string,
  text: readonly string[],
  lines: readonly number[],
  path = file,
): Case {
  const files = { [path]: ['/** A part of the fixture. */', ...text, ''].join('\n') }
  return { rule, what, files, found: lines.map((line) => `${path}:${line}`) }
}

const shape: readonly Case[] = [
  code('reexport-only', 'a barrel', ["export * from './list.ts'", "export { a } from './a.ts'"], [1]),
  code('reexport-only', 'a barrel in two steps', ["import { a } from './a.ts'", 'export { a }'], [1]),
  code(
    'reexport-only',
    'passing on beside own code',
    ["export { a } from './a.ts'", 'export const b = 1'],
    [],
  ),
  code(
    'reexport-only',
    'imports for their effect',
    ["import './a.css'", "import './b.ts'"],
    [],
    'web/src/main.ts',
  ),
  code(
    'reexport-only',
    'the door of a module',
    ["export { a } from './a.ts'"],
    [],
    'server/src/modules/sales/public.ts',
  ),
  code('default-export', 'a value', ['export default { a: 1 }'], [2]),
  code('default-export', 'a function', ['export default function serve() {}'], [2]),
  code('default-export', 'a name', ['const serve = 1', 'export { serve as default }'], [3]),
  code('default-export', 'the settings of a tool', ['export default {}'], [], 'web/vite.config.ts'),
  code('default-export', 'named exports', ['export function serve() {}', 'export const one = 1'], []),
  code('decorator', 'on a class', ['@injectable()', 'export class Part {}'], [2]),
  code('decorator', 'an address in a text', ["export const at = '@injectable()'"], []),
  code('enum', 'an enum', ['export enum Kind { One }'], [2]),
  code('enum', 'a tuple', ["export const kinds = ['one'] as const"], []),
  code('namespace', 'a namespace', ['export namespace Kit { export const one = 1 }'], [2]),
  code(
    'namespace',
    'types added to others',
    ["declare module 'pg' {}", 'declare global {}', 'export {}'],
    [],
  ),
]

const guards: readonly Case[] = [
  code('as-any', 'a cast', ['export const one = two as any', 'export const three = <any>two'], [2, 3]),
  code(
    'as-any',
    'a cast to a type',
    ['export const one = two as Company', "export const text = 'as any'"],
    [],
  ),
  code('type-silenced', 'a hidden error', [`// @ts-${'ignore'}`, 'one()', `/* @ts-${'nocheck'} */`], [2, 4]),
  code('type-silenced', 'an expected error outside a test', [`// @ts-${'expect-error'} wrong`, 'one()'], [2]),
  code(
    'type-silenced',
    'an expected error in a test',
    [`// @ts-${'expect-error'} wrong`, 'one()'],
    [],
    'tools/a.test.ts',
  ),
  code('bare-error', 'in a module', ["throw new Error('no')", "throw new TypeError('no')"], [2, 3], action),
  code('bare-error', 'a refusal in a module', ["refuse('sales.no')", "throw new Refusal('no')"], [], action),
  code('bare-error', 'in the kit, about a fault of ours', ["throw new Error('no')"], []),
  code(
    'own-mock',
    'our own code',
    ["vi.mock('#web/kit/http.ts')", "mock.module('./clock.ts', {})", 'vi.mock(import("#web/a.ts"))'],
    [2, 3, 4],
    'web/src/kit/a.test.ts',
  ),
  code(
    'own-mock',
    'a package or a function',
    ["vi.mock('echarts')", 'mock.fn()'],
    [],
    'web/src/kit/a.test.ts',
  ),
  code(
    'only-test',
    'one test alone',
    ["test.only('a', run)", "describe.only('b', run)"],
    [2, 3],
    'tools/a.test.ts',
  ),
  code('only-test', 'all tests', ["test('a', run)", 'row.only'], [], 'tools/a.test.ts'),
]

const names: readonly Case[] = [
  code(
    'abbreviation',
    'in what is declared',
    [
      'export const stockQtys = 1',
      'export function readCfg(req: unknown, { res: idx }: Row) {}',
      'export interface Row { custName: string; res: number }',
      'export const fields = { prod: 1, num_lines: 2 }',
      "import { desc as num } from 'pg'",
    ],
    [2, 3, 3, 3, 4, 4, 5, 5, 6],
  ),
  code(
    'abbreviation',
    'whole words, words of data, and names that come from elsewhere',
    [
      'export const quantity = 1',
      'export const inventoryNumber = { base_uom: 1, uom: 2, org_id: 3 }',
      "import { desc } from 'pg'",
      'export const run = ({ res }: Answer, ctx: Context) => res.tmp.qty + ctx.id + sql`select 1`',
      'export const uuid = vatIban(htmlUrl, { numRuns: 3 })',
    ],
    [],
  ),
  {
    rule: 'abbreviation',
    what: 'in a file name',
    files: { 'tools/str-utils.ts': '' },
    found: ['tools/str-utils.ts:1', 'tools/str-utils.ts:1'],
  },
  {
    rule: 'abbreviation',
    what: 'in a column, not in a comment, a text or a word of SQL',
    files: {
      'server/migrations/0001-a.sql': [
        '-- The qty of a loc.',
        'create table stock (qty numeric, base_uom_id uuid, quantity numeric);',
        "select pg_size_pretty(1), num_nonnulls(1), 'it''s qty' order by quantity desc; /* qty",
        'qty */ create index idx_stock on stock (quantity);',
      ].join('\n'),
    },
    found: ['server/migrations/0001-a.sql:2', 'server/migrations/0001-a.sql:4'],
  },
  code(
    'snake-case',
    'in code',
    ['const stock_place = 1', 'export function read_row(row_id: string) {}', 'export type Stock_Row = 1'],
    [2, 3, 3, 4],
  ),
  code(
    'snake-case',
    'in data',
    [
      'export const { organization_name, tenant_id: tenant } = row',
      'export const row = { base_unit: 1 }',
      'export interface Row { base_unit: string }',
      'export const read = (_row: Row) => 1',
      'export const make = (net_amount: string) => ({ net_amount })',
    ],
    [],
  ),
  {
    rule: 'file-name',
    what: 'camelCase files and lower-case components',
    files: { 'tools/newRecord.ts': '', 'web/src/look/button.vue': '', 'server/migrations/0001_a.sql': '' },
    found: ['server/migrations/0001_a.sql:1', 'tools/newRecord.ts:1', 'web/src/look/button.vue:1'],
  },
  {
    rule: 'file-name',
    what: 'kebab-case files and components in PascalCase',
    files: {
      'tools/new-record.test.ts': '',
      'web/src/look/Button.vue': '',
      'contract/src/sales/texts.de.ts': '',
    },
    found: [],
  },
]

const useCases: readonly Case[] = [
  code(
    'use-case',
    'named after its move',
    ["export const confirm = action(order, 'confirm', run)"],
    [],
    action,
  ),
  code(
    'use-case',
    'a move of two words',
    ["export const a = action(order, 'set_primary', run)"],
    [],
    'server/src/modules/sales/set-primary-image.ts',
  ),
  code('use-case', 'named otherwise', ["export const confirm = action(order, 'cancel', run)"], [2], action),
  code(
    'use-case',
    'two in one file',
    ["export const a = action(order, 'confirm', run)", "export const b = action(order, 'confirm', run)"],
    [3],
    action,
  ),
]

export const codeCases: readonly Case[] = [...shape, ...guards, ...names, ...useCases]

/** Cases of the rules about imports and modules. */
import { type Case, importing, publicFile, stating } from './case.ts'

const sales = 'server/src/modules/sales/confirm.ts'
const stock = {
  'server/src/modules/stock/module.ts': stating(),
  'server/src/modules/stock/public.ts': publicFile,
}
const salesNeedsStock = { ...stock, 'server/src/modules/sales/module.ts': stating('stock') }

/** One file with one import, which the table refuses. */
function refused(what: string, path: string, specifier: string): Case {
  return { rule: 'import-table', what, files: { [path]: importing(specifier) }, found: [`${path}:2`] }
}

function allowed(what: string, path: string, ...specifiers: readonly string[]): Case {
  return { rule: 'import-table', what, files: { [path]: importing(...specifiers) }, found: [] }
}

const table: readonly Case[] = [
  refused('contract takes nothing of the server', 'contract/src/sales/order.ts', '#server/kit/serve.ts'),
  refused('contract takes nothing of the web', 'contract/src/sales/order.ts', '#web/kit/list.ts'),
  refused('contract knows no Node', 'contract/src/kit/field.ts', 'node:fs'),
  refused('contract knows no framework', 'contract/src/kit/field.ts', 'fastify'),
  allowed('contract uses arithmetic and shapes', 'contract/src/kit/field.ts', 'zod', 'decimal.js'),
  allowed('a test of the contract runs on Node', 'contract/src/kit/field.test.ts', 'node:test'),
  refused('the kit of the contract knows no module', 'contract/src/kit/list.ts', '#contract/sales/order.ts'),
  {
    rule: 'import-table',
    what: 'a kit may read a root file of the contract only if that leads to no module',
    files: {
      'contract/src/kit/field.ts': importing('#contract/record-names.ts', '#contract/records.ts'),
      'contract/src/record-names.ts': '/** The names of all records. */\nexport const value0 = 1\n',
      'contract/src/records.ts': importing('./sales/order.ts'),
    },
    found: ['contract/src/kit/field.ts:3'],
  },
  refused('platform knows no kit', 'server/src/platform/http/server.ts', '#server/kit/serve.ts'),
  refused('platform knows no record', 'server/src/platform/clock.ts', '#contract/sales/order.ts'),
  allowed(
    'platform adapts packages',
    'server/src/platform/database.ts',
    'pg',
    'node:fs',
    '#contract/kit/failure.ts',
  ),
  refused(
    'the kit of the server knows no module',
    'server/src/kit/serve.ts',
    '#server/modules/sales/public.ts',
  ),
  refused('the kit is below the root', 'server/src/kit/serve.ts', '#server/modules.ts'),
  refused('a module is below the root', sales, '#server/modules.ts'),
  allowed(
    'a test may use what stands at the root',
    'server/src/modules/sales/a.test.ts',
    '#server/testing/make.ts',
  ),
  refused('the server takes nothing of the web', 'server/src/main.ts', '#web/main.ts'),
  refused('the kit takes nothing of the web', 'server/src/kit/serve.ts', '#web/kit/list.ts'),
  refused('the web takes nothing of the server', 'web/src/shell/menu.ts', '#server/kit/serve.ts'),
  refused('the web does not run on Node', 'web/src/kit/list.ts', 'node:path'),
  refused('look is below kit', 'web/src/look/Button.vue.ts', '#web/kit/list.ts'),
  refused('kit is below shell', 'web/src/kit/list.ts', '#web/shell/menu.ts'),
  refused('shell is below the modules', 'web/src/shell/menu.ts', '#web/modules/sales/module.ts'),
  refused('a web module keeps to itself', 'web/src/modules/sales/page.ts', '#web/modules/stock/bins.ts'),
  allowed(
    'the web goes downward',
    'web/src/modules/sales/page.ts',
    '#web/kit/list.ts',
    '#contract/sales/order.ts',
  ),
  allowed('a web module has a door too', 'web/src/modules/sales/page.ts', '#web/modules/stock/public.ts'),
  refused('e2e sees the contract only', 'e2e/sales/order.spec.ts', '#server/kit/serve.ts'),
  refused('bench sees the contract only', 'bench/flow.ts', '#web/kit/list.ts'),
  allowed('tools may work with the server', 'tools/migrate.ts', '#server/platform/database/pool.ts'),
  {
    rule: 'import-table',
    what: 'another module only through its public.ts, and only if needed',
    files: {
      ...stock,
      'server/src/modules/sales/module.ts': stating(),
      [sales]: importing(
        '#server/modules/stock/public.ts',
        '#server/modules/stock/balance.ts',
        './module.ts',
      ),
    },
    found: [`${sales}:2`, `${sales}:3`],
  },
  {
    rule: 'import-table',
    what: 'a need opens the public.ts and no other file',
    files: {
      ...salesNeedsStock,
      [sales]: importing('#server/modules/stock/public.ts', '#server/modules/stock/balance.ts'),
    },
    found: [`${sales}:3`],
  },
  {
    rule: 'import-table',
    what: 'types and import() count as imports',
    files: {
      'server/src/kit/serve.ts': [
        '/** A kit that looks upward. */',
        "import type { Order } from '#server/modules/sales/public.ts'",
        "export type Line = import('#server/modules/sales/public.ts').Line",
        "export const later = (order: Order) => import('#server/modules/sales/public.ts')",
      ].join('\n'),
    },
    found: [2, 3, 4].map((line) => `server/src/kit/serve.ts:${line}`),
  },
]

const module = 'server/src/modules/sales/module.ts'
const needs: readonly Case[] = [
  {
    rule: 'module-needs',
    what: 'a module states its needs',
    files: { [module]: '/** A module. */\nexport const sales = {}\n' },
    found: [`${module}:1`],
  },
  { rule: 'module-needs', what: 'a need is used', files: salesNeedsStock, found: [`${module}:2`] },
  {
    rule: 'module-needs',
    what: 'a need is a module',
    files: { [module]: stating('stok'), [sales]: importing('#server/modules/stok/public.ts') },
    found: [`${module}:2`],
  },
  {
    rule: 'module-needs',
    what: 'needs form no cycle',
    files: {
      'server/src/modules/stock/module.ts': stating('sales'),
      'server/src/modules/stock/public.ts': importing('#server/modules/sales/public.ts'),
      [module]: stating('stock'),
      'server/src/modules/sales/public.ts': importing('#server/modules/stock/public.ts'),
    },
    found: [`${module}:2`, 'server/src/modules/stock/module.ts:2'],
  },
  {
    rule: 'module-needs',
    what: 'a cycle below is found where it is',
    files: {
      'server/src/modules/stock/module.ts': stating('lots'),
      'server/src/modules/stock/public.ts': importing('#server/modules/lots/public.ts'),
      'server/src/modules/lots/module.ts': stating('stock'),
      'server/src/modules/lots/public.ts': importing('#server/modules/stock/public.ts'),
      [module]: stating('stock'),
      [sales]: importing('#server/modules/stock/public.ts'),
    },
    found: ['server/src/modules/lots/module.ts:2', 'server/src/modules/stock/module.ts:2'],
  },
  {
    rule: 'module-needs',
    what: 'an import of the other public.ts uses a need',
    files: { ...salesNeedsStock, [sales]: importing('#server/modules/stock/public.ts') },
    found: [],
  },
  {
    rule: 'module-needs',
    what: 'a reference to a record of the other uses a need',
    files: {
      ...salesNeedsStock,
      'contract/src/sales/order.ts': "/** An order. */\nexport const place = reference('stock.place')\n",
    },
    found: [],
  },
  {
    rule: 'module-name',
    what: 'one name in all trees',
    files: {
      'contract/src/stock/lot.ts': publicFile,
      'contract/src/kit/field.ts': publicFile,
      'server/src/modules/stock/public.ts': publicFile,
      'server/src/modules/kit/public.ts': publicFile,
      'web/src/modules/stocks/module.ts': publicFile,
      'e2e/kit/browser.ts': publicFile,
      'e2e/stok/story.spec.ts': publicFile,
      'docs/modules/stocks.md': '# Stocks\n',
    },
    found: [
      'docs/modules/stocks.md:1',
      'e2e/stok/story.spec.ts:1',
      'server/src/modules/kit/public.ts:1',
      'web/src/modules/stocks/module.ts:1',
    ],
  },
  {
    rule: 'module-name',
    what: 'a module may be in fewer trees',
    files: {
      'contract/src/stock/lot.ts': publicFile,
      'contract/src/sales/order.ts': publicFile,
      'web/src/modules/stock/module.ts': publicFile,
      'docs/modules/sales.md': '# Sales\n',
    },
    found: [],
  },
]

const spelling: readonly Case[] = [
  {
    rule: 'import-spelling',
    what: 'no ../, no # to the own folder, no missing ending, no unknown name',
    files: {
      'server/src/kit/serve.ts': importing(
        '../platform/clock.ts',
        '#server/kit/list.ts',
        './list',
        '#tools/x.ts',
      ),
      'web/src/main.ts': importing('../../contract/src/kit/field.ts'),
      'tools/migrate.ts': importing('../server/src/kit/serve.ts'),
    },
    found: [
      ...[2, 3, 4, 5].map((line) => `server/src/kit/serve.ts:${line}`),
      'tools/migrate.ts:2',
      'web/src/main.ts:2',
    ],
  },
  {
    rule: 'import-spelling',
    what: './ inside and below a folder, # elsewhere, ../ in trees without a name',
    files: {
      'server/src/kit/serve.ts': importing(
        './list.ts',
        './filter/flat.ts',
        '#server/platform/clock.ts',
        'pg',
      ),
      'web/src/main.ts': importing('./App.vue', './main.css', './logo.svg?url'),
      'e2e/sales/order.spec.ts': importing('../kit/browser.ts'),
    },
    found: [],
  },
]

const manifest = JSON.stringify({ dependencies: { pg: '1.0.0' }, devDependencies: { vitest: '1.0.0' } })
const packages: readonly Case[] = [
  {
    rule: 'package',
    what: 'packages are listed, and the server runs without devDependencies',
    files: {
      'package.json': manifest,
      'server/src/platform/pool.ts': importing('pg/lib/pool.js', 'vitest', 'left-pad', 'fs', 'node:fs'),
    },
    found: [3, 4, 5].map((line) => `server/src/platform/pool.ts:${line}`),
  },
  {
    rule: 'package',
    what: 'tests and tools may use devDependencies',
    files: {
      'package.json': manifest,
      'server/src/kit/a.ts': "/** Only a type. */\nimport type { Mock } from 'vitest'\n",
      'server/src/kit/a.test.ts': importing('vitest'),
      'tools/a.ts': importing('vitest'),
    },
    found: [],
  },
]

export const importCases: readonly Case[] = [...table, ...needs, ...spelling, ...packages]

/** Cases of the rule that no file comes back to itself. */
import { type Case, importing } from './case.ts'

const typesOf = (path: string) =>
  `/** Types. */\nimport type { value0 } from '${path}'\nexport type Two = value0\n`

export const cycleCases: readonly Case[] = [
  {
    rule: 'import-cycle',
    what: 'a way back through values, re-exports or import() is a cycle',
    files: {
      'web/src/kit/a.ts': importing('./b.ts'),
      'web/src/kit/b.ts': "/** Passes on. */\nexport { value0 } from './c.ts'\nexport const one = 1\n",
      'web/src/kit/c.ts': "/** Loads later. */\nexport const value0 = () => import('#web/kit/a.ts')\n",
    },
    found: ['web/src/kit/a.ts:1'],
  },
  {
    rule: 'import-cycle',
    what: 'a query behind the name makes no other file',
    files: { 'web/src/kit/a.ts': importing('./b.ts?worker'), 'web/src/kit/b.ts': importing('./a.ts') },
    found: ['web/src/kit/a.ts:1'],
  },
  {
    rule: 'import-cycle',
    what: 'a way back through types is a cycle, too',
    files: {
      'web/src/kit/a.ts': importing('./b.ts'),
      'web/src/kit/b.ts': typesOf('./a.ts'),
    },
    found: ['web/src/kit/a.ts:1'],
  },
  {
    rule: 'import-cycle',
    what: 'two ways that meet below are no cycle',
    files: {
      'web/src/kit/a.ts': importing('./b.ts', './c.ts'),
      'web/src/kit/b.ts': typesOf('./c.ts'),
      'web/src/kit/c.ts': '/** Below both. */\nexport const value0 = 1\n',
    },
    found: [],
  },
]

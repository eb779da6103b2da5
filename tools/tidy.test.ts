/** The command `tools/tidy.ts`: what it prints, how it ends, and what the list of exceptions does. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Files, inFolder } from './tidy/fixture.ts'
import { readProject } from './tidy/project.ts'
import { overCeiling } from './tidy/type-ceilings.ts'
import { rules } from './tidy/rules.ts'

const list = 'tools/tidy-exceptions.txt'
const good = { 'tools/a.ts': '/** A tool of the fixture. */\nexport const one = 1\n' }
const bad = { 'tools/b.ts': 'export default 1\n' }

function tidy(files: Files, ...flags: readonly string[]) {
  return inFolder(files, (root) => run(...flags, root))
}

function run(...words: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'tidy.ts'), ...words], {
    encoding: 'utf8',
  })
  return { status, lines: stdout.trim().split('\n') }
}

test('a tidy project ends with 0', () => {
  const { status, lines } = tidy(good)
  assert.equal(status, 0)
  assert.equal(lines.length, 1)
})

test('each violation is one line and the command ends with 1', () => {
  const { status, lines } = tidy({ ...good, ...bad })
  assert.equal(status, 1)
  assert.deepEqual(lines.slice(0, -1), [
    'tools/b.ts:1 default-export give it a name',
    'tools/b.ts:1 first-line open with a comment that says what this file is',
  ])
})

test('an exception silences its rule in its file', () => {
  const listed =
    'default-export tools/b.ts the loader asks for it\nfirst-line tools/b.ts it is copied as it is\n'
  const { status, lines } = tidy({ ...good, ...bad, [list]: `# why\n\n${listed}` })
  assert.deepEqual([status, lines.length], [0, 1])
})

test('an exception that is no longer needed is an error', () => {
  const { status, lines } = tidy({ ...good, [list]: 'default-export tools/a.ts the loader asks for it\n' })
  assert.equal(status, 1)
  assert.equal(lines[0], `${list}:1 exception no longer needed: tools/a.ts keeps default-export`)
})

test('an exception needs a rule that exists and a reason', () => {
  const { lines } = tidy({
    ...bad,
    [list]: 'default tools/b.ts the loader asks for it\nfirst-line tools/b.ts so\n',
  })
  assert.deepEqual(
    lines.filter((line) => line.startsWith(list)),
    [`${list}:1 exception there is no rule default`, `${list}:2 exception give the reason in words`],
  )
})

test('a file may be excepted from a word', () => {
  const listed = 'word tango it is a dance\nword docs/a.md it tells of dances\n'
  const { lines } = tidy({ 'docs/a.md': 'tango', 'docs/b.md': 'tango', [list]: listed })
  assert.deepEqual(lines.slice(0, -1), ['docs/b.md:1 word tango: it is a dance'])
})

test('--list names every rule', () => {
  const { status, lines } = run('--list')
  assert.deepEqual([status, lines.length], [0, rules.length])
})

test('an unknown flag ends with 2', () => {
  assert.equal(run('--type').status, 2)
})

test('git says which files count: new ones do, ignored and deleted ones do not', (context) => {
  if (spawnSync('git', ['--version']).status !== 0) return context.skip('no git on this machine')
  inFolder({ ...good, 'tools/gone.ts': '', 'out/x.ts': '', '.gitignore': 'out/\n' }, (root) => {
    const git = (...words: string[]) => execFileSync('git', ['-C', root, ...words])
    git('init', '--quiet')
    git('add', 'tools/gone.ts')
    rmSync(join(root, 'tools/gone.ts'))
    assert.deepEqual([...readProject(root).byPath.keys()], ['.gitignore', 'tools/a.ts'])
  })
})

test('without git, folders that are not ours are left out', () => {
  inFolder({ ...good, 'node_modules/a/a.ts': '', 'data/a.ts': '', 'web/dist/a.ts': '' }, (root) => {
    assert.deepEqual([...readProject(root).byPath.keys()], ['tools/a.ts'])
  })
})

test('--types compares the instantiations of each tsconfig with its ceiling', () => {
  const files = {
    'a.ts': '/** A list of the fixture. */\nexport const one = [1].map(String)\n',
    'tsconfig.json': '{ "files": ["a.ts"] }',
    'tools/tidy/type-ceilings.txt': '# why\ntsconfig.json 1\ntsconfig.json 9000000\ngone.json 1\n',
  }
  inFolder(files, (root) => {
    symlinkSync(join(import.meta.dirname, '../node_modules'), join(root, 'node_modules'))
    const { lines } = run('--types', root)
    assert.match(
      lines[0] ?? '',
      /^tools\/tidy\/type-ceilings.txt:2 type-ceiling .* instantiations, at most 1$/,
    )
    assert.match(lines[1] ?? '', /^tools\/tidy\/type-ceilings.txt:4 type-ceiling gone.json: .* did not say/)
    assert.equal(lines.length, 3)
  })
})

test('a ceiling is passed, reached or unknown', () => {
  assert.equal(overCeiling(11, 10), '11 instantiations, at most 10')
  assert.equal(overCeiling(10, 10), undefined)
  assert.match(overCeiling(undefined, 10) ?? '', /did not say/)
})

/** Cases of the rules about text: sizes, first lines, bytes and words. */
import type { Case } from './case.ts'

const head = '/** A part of the fixture. */'
const file = 'server/src/kit/part.ts'
const times = (count: number, line: string) => Array.from({ length: count }, () => line)
const text = (...lines: readonly string[]) => [...lines, ''].join('\n')
const fill = (count: number) => text(head, ...times(count - 1, 'one()'))

const sizes: readonly Case[] = [
  {
    rule: 'file-length',
    what: 'code, a test, the root and a component over their limits',
    files: {
      [file]: fill(301),
      'server/src/kit/part.test.ts': fill(401),
      'server/src/modules.ts': fill(81),
      'web/src/look/Part.vue': text('<!-- A part. -->', ...times(300, '<p></p>')),
    },
    found: [
      `${file}:301`,
      'server/src/kit/part.test.ts:401',
      'server/src/modules.ts:81',
      'web/src/look/Part.vue:301',
    ],
  },
  {
    rule: 'file-length',
    what: 'files at their limits',
    files: { [file]: fill(300), 'server/src/kit/part.test.ts': fill(400), 'server/src/main.ts': fill(80) },
    found: [],
  },
  {
    rule: 'function-length',
    what: 'a function, a method and a script of 61 lines',
    files: {
      [file]: text(head, 'function run() {', ...times(59, 'one()'), '}'),
      'tools/a.ts': text(head, 'class A {', 'run() {', ...times(59, 'one()'), '}', '}'),
      'web/src/look/A.vue': text(
        '<!-- A part. -->',
        '<script setup>',
        'const run = () => {',
        ...times(59, 'a()'),
        '}',
        '</script>',
      ),
    },
    found: [`${file}:2`, 'tools/a.ts:3', 'web/src/look/A.vue:3'],
  },
  {
    rule: 'function-length',
    what: 'a function of 60 lines, and a group of tests',
    files: {
      [file]: text(head, '/** Runs. */', 'function run() {', ...times(58, 'one()'), '}'),
      'tools/a.test.ts': text(head, "describe('all', () => {", ...times(90, 'one()'), '})'),
    },
    found: [],
  },
  {
    rule: 'line-length',
    what: 'more than 120 columns',
    files: {
      [file]: text(head, `// ${'x'.repeat(118)}`),
      'server/migrations/1.sql': `-- ${'x'.repeat(118)}`,
    },
    found: ['server/migrations/1.sql:1', `${file}:2`],
  },
  {
    rule: 'line-length',
    what: 'columns are not bytes; imports, addresses and snapshots may be longer',
    files: {
      [file]: text(
        `import { a } from './${'x'.repeat(100)}.ts'`,
        `// ${'ü'.repeat(58)}${'😀'.repeat(59)}`,
        `// see https://example.org/${'x'.repeat(100)}`,
      ),
      'server/src/modules/sales/open.sql': 'x'.repeat(200),
      'docs/a.md': 'x'.repeat(200),
    },
    found: [],
  },
  {
    rule: 'folder-size',
    what: '41 source files',
    files: Object.fromEntries(times(41, head).map((line, index) => [`tools/many/a${index}.ts`, line])),
    found: ['tools/many:1'],
  },
  {
    rule: 'folder-size',
    what: '40 source files, tests, SQL and texts beside them',
    files: Object.fromEntries(
      times(40, head).flatMap((line, index) => [
        [`tools/many/a${index}.ts`, line],
        [`tools/many/a${index}.test.ts`, line],
        [`tools/many/a${index}.sql`, line],
        [`tools/many/texts.l${index}.ts`, line],
      ]),
    ),
    found: [],
  },
  {
    rule: 'kit-size',
    what: '5,001 lines over several files',
    files: { 'web/src/kit/a.ts': fill(2500), 'web/src/kit/list/b.ts': fill(2501) },
    found: ['web/src/kit:1'],
  },
  {
    rule: 'kit-size',
    what: '5,000 lines and a test',
    files: { 'web/src/kit/a.ts': fill(5000), 'web/src/kit/a.test.ts': fill(300) },
    found: [],
  },
]

const firstLines: readonly Case[] = [
  {
    rule: 'first-line',
    what: 'no comment, no sentence, no capital, no full stop',
    files: {
      'tools/a.ts': 'export const a = 1\n',
      'tools/b.ts': '/** Parts. */\n',
      'tools/c.mjs': '// reads a file.\n',
      'server/migrations/1.sql': '-- The tables of stock\ncreate table a ();\n',
      'web/src/look/A.vue': '<template></template>\n',
    },
    found: [
      'server/migrations/1.sql:1',
      'tools/a.ts:1',
      'tools/b.ts:1',
      'tools/c.mjs:1',
      'web/src/look/A.vue:1',
    ],
  },
  {
    rule: 'first-line',
    what: 'a sentence in each language, over two lines, after a hash-bang',
    files: {
      'tools/a.ts': '#!/usr/bin/env node\n/**\n * A tool that reads a file\n * and a folder.\n */\n',
      'tools/b.mjs': '// Reads a file\n// and a folder.\n',
      'server/migrations/1.sql': '-- The tables of stock.\ncreate table a ();\n',
      'web/src/look/A.vue': '<!-- A button with a shortcut. -->\n<template></template>\n',
      'docs/a.md': 'no sentence',
    },
    found: [],
  },
]

const listed = { 'tools/tidy-exceptions.txt': 'word Foxtrot it is a dance\nword tango it is a dance too\n' }
const content: readonly Case[] = [
  {
    rule: 'large-file',
    what: 'more than 400,000 bytes',
    files: { 'docs/a.bin': '\0'.repeat(400_001) },
    found: ['docs/a.bin:1'],
  },
  { rule: 'large-file', what: '400,000 bytes', files: { 'docs/a.bin': '\0'.repeat(400_000) }, found: [] },
  {
    rule: 'registry-host',
    what: 'a host, a setting, a lock that names one, a path of a mirror',
    files: {
      'docs/a.md': `see\nhttps://registry.${'example'}.org/a`,
      '.npmrc': `${'registry'}=http://here/`,
      'package-lock.json': `{\n"${'resolved'}": "https://example.org/a.tgz"\n}`,
      'tools/a.ts': `// from https://example.org/${'artifactory'}/npm`,
    },
    found: ['.npmrc:1', 'docs/a.md:2', 'package-lock.json:2', 'tools/a.ts:1'],
  },
  {
    rule: 'registry-host',
    what: 'a lock without hosts, a variable of that name, a web site',
    files: {
      'package-lock.json': '{ "version": "1.0.0", "integrity": "sha512-a" }',
      'tools/a.ts': 'registry.tables.find(one)',
      'docs/a.md': 'https://www.npmjs.com/package/pg and https://example.org',
    },
    found: [],
  },
  {
    rule: 'word',
    what: 'in any file; lower case stands for any case',
    files: { ...listed, 'docs/a.md': 'one\nFoxtrot\nTango', 'tools/a.ts': '// tango.' },
    found: ['docs/a.md:2', 'docs/a.md:3', 'tools/a.ts:1'],
  },
  {
    rule: 'word',
    what: 'only whole words, in their case',
    files: { ...listed, 'docs/a.md': 'foxtrot tangos entangoed' },
    found: [],
  },
]

export const textCases: readonly Case[] = [...sizes, ...firstLines, ...content]

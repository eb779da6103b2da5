/** A known hole fails the run from `high` on; a registry that is away, or that has no such service, skips it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from './dependency-audit.ts'

const via = [{ title: 'Prototype pollution', url: 'https://github.com/advisories/GHSA-1' }, 'other']
const report = (...severities: string[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      severities.map((severity, index) => [`package-${index}`, { name: `package-${index}`, severity, via }]),
    ),
    metadata: { vulnerabilities: { high: 0, total: severities.length } },
  })
const [passed, failed, skipped] = [
  { passed: 1, failed: 0, skipped: 0 },
  { passed: 0, failed: 1, skipped: 0 },
  { passed: 0, failed: 0, skipped: 1 },
]

test('what the registry says is a verdict, where it says anything', () => {
  for (const [output, tally] of [
    [report(), passed],
    [report('low', 'moderate'), passed],
    [report('low', 'high'), failed],
    [report('critical'), failed],
    ['{"message": "405 Method Not Allowed", "statusCode": 405}', skipped],
    ['{"vulnerabilities": {}}', skipped],
    ['null', skipped],
    ['<html>a proxy</html>', skipped],
    ['', skipped],
  ] as const) {
    assert.deepEqual(judge(output).tally, tally, output)
  }
})

test('each hole is told with its advisory, and a skip with its reason in one line', () => {
  assert.deepEqual(judge(report('high')).lines, [
    'high: package-0, Prototype pollution https://github.com/advisories/GHSA-1; by other',
  ])
  const { lines } = judge('{"message": "405 Method Not Allowed"}')
  assert.deepEqual(lines, ['skipped: the npm registry tells no vulnerabilities (405 Method Not Allowed)'])
})

/** About how many seconds the long test files take, so that none of them begins last; the order is all it decides. */
const seconds: Readonly<Record<string, number>> = {
  'e2e/accessibility.spec.ts': 60,
  'e2e/list.spec.ts': 30,
  'e2e/records.spec.ts': 30,
  'e2e/sales/order-to-cash.spec.ts': 35,
  'e2e/user/account.spec.ts': 60,
  'e2e/user/administration.spec.ts': 45,
  'e2e/user/first-steps.spec.ts': 30,
  'e2e/user/keys.spec.ts': 30,
  'e2e/user/roles.spec.ts': 30,
  'e2e/user/sign-in.spec.ts': 40,
  'e2e/user/two-persons.spec.ts': 30,
  'server/src/commands/commands.test.ts': 12,
  'server/src/modules/transfer/export.test.ts': 11,
  'server/src/modules/transfer/identity.test.ts': 17,
  'server/src/platform/pdf/pdf-printer.test.ts': 13,
  'server/src/suites/explain.test.ts': 10,
  'server/src/suites/kinds.test.ts': 14,
  'server/src/suites/lists.test.ts': 35,
  'server/src/suites/refusals.test.ts': 35,
  'server/src/suites/row-rights.test.ts': 36,
  'server/src/suites/stories/story-14-api-tokens.test.ts': 10,
  'tools/bicycle-maker/bicycle-maker.test.ts': 35,
  'tools/launcher/end.test.ts': 45,
  'tools/launcher/place.test.ts': 20,
  'tools/launcher/refusal.test.ts': 25,
  'tools/new-record.test.ts': 25,
  'tools/soak/faults.test.ts': 28,
  'tools/soak/histories.test.ts': 25,
  'tools/testing/node-tests.test.ts': 12,
  'tools/tidy.test.ts': 12,
}
/** Of one that is not named, by how much is written in it. */
const charactersInASecond = 2000

export function lengthOf(file: string, source: string): number {
  return seconds[file] ?? source.length / charactersInASecond
}

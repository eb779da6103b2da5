/** Printing costs the server no memory: that is what the child processes are for. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { exampleInvoice, exampleLine } from './invoice-paper.example.ts'
import { createPaperPrinter, renderInvoice } from './render-invoice.ts'

const printer = createPaperPrinter({ timeoutMilliseconds: 300_000 })
after(() => printer.close())

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
function megabytes(): number {
  collect()
  return process.memoryUsage().rss / 1_000_000
}

test('60 documents leave the server as large as it was', async () => {
  const lines = Array.from({ length: 10 }, (_, index) => exampleLine(index + 1))
  await renderInvoice(exampleInvoice({ lines }), printer)
  const before = megabytes()
  const pids = new Set<number | undefined>()
  for (let count = 0; count < 60; count += 1) {
    await renderInvoice(exampleInvoice({ lines, number: `RE-${count}` }), printer)
    for (const { pid } of printer.processes()) pids.add(pid)
  }
  const growth = megabytes() - before
  assert.ok(growth < 30, `the server grew by ${growth.toFixed(1)} MB`)
  assert.ok(pids.size >= 2, 'the child was replaced on the way')
})

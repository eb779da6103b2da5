/** A copy of the database of the demo company, which is loaded once a run: it is some four seconds of work. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DemoLogin, loadDemo } from '#server/demo/load-demo.ts'
import { openPool } from '#server/platform/database.ts'
import type { TestDatabase } from './database.ts'
import { createPreparedDatabase, type PreparedDatabase } from './prepared-database.ts'

/** The facts are how to sign in. */
export function createDemoDatabase(): Promise<PreparedDatabase<readonly DemoLogin[]>> {
  return createPreparedDatabase({ name: 'demo', prepare })
}

async function prepare({ url }: TestDatabase): Promise<readonly DemoLogin[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-demo-'))
  const pool = openPool({ url, size: 10, role: 'kontor_app', onError: (error) => console.error(error) })
  try {
    return (await loadDemo(url, pool, folder, new Date())) ?? []
  } finally {
    await pool.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

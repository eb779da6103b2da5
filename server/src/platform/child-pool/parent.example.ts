/** A parent for tests: gives its pool a job, prints the process id of the child, then does as it is told. */
import { ChildPool } from './child-pool.ts'

const [then] = process.argv.slice(2)
const pool = new ChildPool({
  program: new URL('./child.example.ts', import.meta.url),
  children: 1,
  jobsPerChild: 10,
})
await pool.run({})
if (then === 'block') void pool.run({ block: true })
console.log(pool.processes()[0]?.pid)
if (then === 'wait') setInterval(() => {}, 1000)
if (then === 'close') await pool.close()

/** A thread of a child process that ends the whole process when the parent's end of a pipe closes. */
import { readSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

// While native code works, the main thread cannot notice that the parent is gone.
const { descriptor } = workerData as { descriptor: number }
try {
  while (readSync(descriptor, Buffer.alloc(1)) > 0);
} finally {
  process.kill(process.pid, 'SIGKILL')
}

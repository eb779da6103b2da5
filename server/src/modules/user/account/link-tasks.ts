/** The jobs that write links to people: to choose a password, to prove an address. */
import type { JobRun, Task } from '#server/platform/jobs.ts'
import { sendPasswordLinks } from './password-link.ts'
import { sendRegistrationLink } from './registration-job.ts'

interface Parts {
  readonly now: () => Date
  /** Where browsers find the server; without it letters name the own machine. */
  publicAddress?(): string
}

export function linkTasks(server: Parts): Readonly<Record<string, Task>> {
  const address = () => server.publicAddress?.() ?? 'http://localhost:3000'
  return {
    send_password_link: (payload: unknown, run: JobRun) =>
      sendPasswordLinks(payload, run, server.now(), address()),
    send_registration_link: (payload: unknown, run: JobRun) =>
      sendRegistrationLink(payload, run, server.now(), address()),
  }
}

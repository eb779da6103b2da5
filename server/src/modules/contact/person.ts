/** Contacts: one primary e-mail address, telephone number and postal address each. */
import { person } from '#contract/contact/person.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { keepOnePrimary } from './single-primary.ts'

export const persons = serve(person, { beforeSave: keepPrimaries })

async function keepPrimaries(drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) {
    for (const field of ['email_addresses', 'phone_numbers', 'addresses']) {
      keepOnePrimary(draft, field, () => field)
    }
  }
}

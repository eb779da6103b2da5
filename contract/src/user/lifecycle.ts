/** The records by which accounts begin and end. */
import { accountTemplate } from './account-template.ts'
import { offboarding } from './offboarding.ts'

export const lifecycleRecords = [accountTemplate, offboarding] as const

/** Makes a user an operator of the installation, or ends that; with a trace in his own tenant. */
import type { AsOwner } from '#server/platform/jobs.ts'

export interface NewOperator {
  readonly company: string
  readonly username: string
  readonly isRemoved: boolean
  readonly asOwner: AsOwner
}

const userText = `from user_account u
  join organization o on o.id = u.tenant_id and o.tenant_id = u.tenant_id and o.code_lower = lower($1)
  where u.username_lower = lower($2) and u.status = 'active'`
const makeText = `with made as (
  insert into installation_operator (tenant_id, user_id) select u.tenant_id, u.id ${userText}
  on conflict (tenant_id, user_id) do update set created_at = installation_operator.created_at
  returning tenant_id, user_id)`
const removeText = `with made as (
  delete from installation_operator i using (select u.tenant_id, u.id ${userText}) u
  where i.tenant_id = u.tenant_id and i.user_id = u.id returning i.tenant_id, i.user_id)`
const traceText = `insert into audit_log (tenant_id, actor_name, action, record, record_id, record_label)
  select m.tenant_id, 'kontor create-operator', $3, 'user.user_account', m.user_id::text, $2 from made m
  returning tenant_id`

/** False where there is no such user. */
export async function makeOperator(operator: NewOperator): Promise<boolean> {
  const { company, username, isRemoved, asOwner } = operator
  const [change, action] = isRemoved ? [removeText, 'OPERATOR_REMOVED'] : [makeText, 'OPERATOR_MADE']
  const made = await asOwner(`${change} ${traceText}`, [company, username, action])
  return made.length > 0
}

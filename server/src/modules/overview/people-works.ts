/** The kinds of open work of administration and review. */
import type { Work } from './works.ts'

const nothing = 'null::text as amount, null::text as currency'

export const peopleWorks: readonly Work[] = [
  {
    key: 'reviews_to_decide',
    record: 'user.access_review',
    permission: 'user.view_accessreview',
    acts: ['user.decide_accessreview'],
    waiting: `select r.id, null::text as number, r.name as partner_name, r.due_date as day, ${nothing}
      from access_review r where r.tenant_id = $1 and r.organization_id = any($2::uuid[]) and r.status = 'open'`,
  },
  {
    key: 'duty_conflicts',
    record: 'user.user_account',
    permission: 'user.report_duties',
    acts: ['user.report_duties'],
    waiting: `select u.id, null::text as number, u.display_name as partner_name, f.since::date as day, ${nothing}
      from duty_finding f join user_account u on u.tenant_id = f.tenant_id and u.id = f.user_id
      where f.tenant_id = $1 and $1 = any($2::uuid[])`,
  },
  {
    key: 'security_alerts',
    record: 'audit.audit_log',
    permission: 'user.view_security',
    acts: ['user.view_security'],
    waiting: `select a.id, null::text as number, a.actor_name as partner_name, a.occurred_at::date as day, ${nothing}
      from audit_log a
      where a.tenant_id = $1 and $1 = any($2::uuid[]) and a.action = 'SECURITY_ALERT'
        and a.occurred_at > now() - interval '1 day'`,
  },
]

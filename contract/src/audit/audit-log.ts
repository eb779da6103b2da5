/** One entry of the audit trail: who changed what, when and from where (AUD). */
import { auditActions } from '#contract/kit/audit-action.ts'
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, instant, json, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const auditLog = resource('audit.audit_log', {
  label: ['Audit entry', 'Audit trail'],
  scope: 'organization',
  access: ['fixed', 'ledger'],
  display: '{action} {record_label}',
  fields: {
    occurred_at: readOnly(instant({ label: 'When', index: true })),
    user: readOnly(optional(reference('user.user_account', { label: 'Who' }))),
    actor_name: readOnly(text({ max: 150, label: 'Name' })),
    action: readOnly(choice(auditActions, { label: 'Action', index: true })),
    record: readOnly(optional(text({ max: 100, label: 'Record type' }))),
    record_id: readOnly(optional(text({ max: 255, label: 'Record' }))),
    record_label: readOnly(text({ label: 'What' })),
    changes: readOnly(optional(json({ type: 'object' }))),
    ip_address: readOnly(optional(text({ max: 100, label: 'Address' }))),
    context: readOnly(optional(json({ type: 'object' }))),
  },
  list: {
    columns: ['occurred_at', 'actor_name', 'organization', 'action', 'record', 'record_label'],
    filters: ['action', 'user', 'organization', 'record', 'record_id', 'ip_address', 'occurred_at'],
    search: ['record_label', 'actor_name'],
    order: ['occurred_at'],
    default: '-occurred_at',
  },
  form: [
    { fields: ['occurred_at', 'actor_name', 'action', 'record', 'record_id', 'record_label'] },
    { title: 'Details', fields: ['ip_address', 'changes', 'context'] },
  ],
})

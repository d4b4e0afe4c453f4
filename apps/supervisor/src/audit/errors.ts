import { defineError } from '@promptbin/errors'

/** What was to be done cannot be written down, so it is not done. Values: why. */
export const auditUnavailable = defineError({
  code: 'PB_AUDIT_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'critical',
  message: 'The audit trail cannot be written (%s), so nothing was done.',
  hint: 'Make room on the disk, or make the folder "audit" of the data folder writable; then try again. A signal still stops PromptBin: kill -TERM.',
  retry: 'after-repair',
  operatorHint:
    'Follow docs/runbooks/audit-unavailable.md: nothing that is to be on record is done until the audit trail can be written.',
})

/** Values: the file, why. */
export const auditExportInvalid = defineError({
  code: 'PB_AUDIT_EXPORT_INVALID',
  status: 422,
  class: 'user',
  severity: 'error',
  message: '%s is no whole export of an audit trail: %s.',
  hint: 'Export it again with promptbin audit export, and compare; keep both if somebody may have changed one.',
})

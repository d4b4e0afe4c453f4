import type { Command } from 'commander'
import type { CommandContext } from '../command-line.ts'
import { addAuditExport } from './export.ts'
import { addAuditList } from './list.ts'
import { addAuditVerify } from './verify.ts'

/** `promptbin audit`: who did what, and whether that is as it was written. */
export function addAudit(program: Command, context: CommandContext): void {
  const audit = program
    .command('audit')
    .description('who did what: search it, verify it, export it; also while nothing runs')
  addAuditList(audit, context)
  addAuditVerify(audit, context)
  addAuditExport(audit, context)
}

import type { ReportItem } from '../../report/keeping/report-item.ts'
import type { Reports } from '../../report/keeping/reports.ts'
import type { HandlersOf } from '../handlers.ts'

/** Who makes reports and keeps them. */
export interface ReportHandlersOptions {
  readonly reports: Pick<Reports, 'create' | 'list'>
}

/** How debug reports are made and listed. */
export function reportHandlers({
  reports,
}: ReportHandlersOptions): HandlersOf<'create_report' | 'list_reports'> {
  return {
    create_report: async (_input, _caller, notes) => {
      const made = await reports.create()
      notes.target = made.id
      return { ...toItem(made), file: made.file, parts: made.parts.map((part) => ({ ...part })) }
    },
    list_reports: async () => ({ items: (await reports.list()).map(toItem) }),
  }
}

function toItem({ id, createdAt, bytes }: ReportItem) {
  return { id, createdAt, bytes, url: `/api/v1/reports/${id}` }
}

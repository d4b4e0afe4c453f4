import type { ChangeKind } from '@promptbin/config'
import type { ChangeOutcome } from '../../../configuration/change-outcome.ts'
import { alignColumns } from '../../../terminal/align-columns.ts'
import { valueText } from '../setting-text.ts'

const whens: Readonly<Record<ChangeKind, string>> = {
  live: 'at once',
  reload: 'by new processes',
  fixed: 'from the next start on',
}

/** What became of a change, or would become of it, in some lines. */
export function outcomeText(outcome: ChangeOutcome): string {
  const { generation, changed, reloaded, dryRun } = outcome
  const rows = changed.map(({ key, from, to, change }) => [
    `  ${key}`,
    `${valueText(from)} → ${valueText(to)}`,
    whens[change],
  ])
  const services = reloaded.join(' and ')
  const replaced = dryRun
    ? `The processes of ${services} would be replaced, without losing a request.`
    : `The processes of ${services} were replaced.`
  return [
    dryRun ? 'This is what it would do:' : `Generation ${generation} is in force.`,
    ...(changed.length === 0 ? ['  Nothing that acts becomes another.'] : alignColumns(rows)),
    ...(reloaded.length === 0 ? [] : [replaced]),
  ].join('\n')
}

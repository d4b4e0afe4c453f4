import type { Diagnosis } from '../../diagnostics/diagnosis.ts'
import { repairUnconfirmed } from '../../diagnostics/errors.ts'
import { carryOut } from '../../diagnostics/repairs/carry-out.ts'
import { type Repair, repairInWords } from '../../diagnostics/repairs/repair.ts'
import type { Subject } from '../../diagnostics/scene.ts'
import { askYes, canAsk } from '../../terminal/ask-yes.ts'
import type { CommandContext } from '../command-line.ts'

/** A repair that was offered, and what became of it. */
export interface DoneRepair {
  readonly check: string
  readonly what: string
  readonly isDone: boolean
  /** Why it was not; null where it was, or where nobody wanted it. */
  readonly fault: string | null
}

export interface RepairAllOptions {
  readonly subject: Subject
  readonly options: { readonly yes?: boolean; readonly json?: boolean }
  readonly context: Pick<CommandContext, 'terminal'>
}

/** Throws `PB_REPAIR_UNCONFIRMED` where nobody can be asked, and nobody has said yes to all. */
export function assertCanAsk({ options, context }: Omit<RepairAllOptions, 'subject'>): void {
  if (options.yes) return
  if (options.json || !canAsk(context.terminal)) throw repairUnconfirmed()
}

/**
 * Does what can be done about the findings, each after a yes; a repair that fails holds up no other.
 */
export async function repairAll(
  { findings }: Pick<Diagnosis, 'findings'>,
  { subject, options, context: { terminal } }: RepairAllOptions,
): Promise<readonly DoneRepair[]> {
  const offered = findings.flatMap(({ check, repair }) =>
    repair === null ? [] : [{ check, repair }],
  )
  const done: DoneRepair[] = []
  for (const { check, repair } of offered) {
    const what = repairInWords(repair)
    const isWanted = options.yes || (await askYes(terminal, `${what}?`))
    const outcome = isWanted ? attempt(repair, subject) : { isDone: false, fault: null }
    if (!options.json) terminal.stdout.write(`${lineOf(what, outcome)}\n`)
    done.push({ check, what, ...outcome })
  }
  return done
}

function attempt(repair: Repair, subject: Subject): Pick<DoneRepair, 'isDone' | 'fault'> {
  try {
    carryOut(repair, subject)
    return { isDone: true, fault: null }
  } catch (error) {
    return { isDone: false, fault: error instanceof Error ? error.message : String(error) }
  }
}

function lineOf(what: string, { isDone, fault }: Pick<DoneRepair, 'isDone' | 'fault'>): string {
  if (isDone) return `Done: ${what}.`
  return fault === null ? `Left: ${what}.` : `Failed: ${what}: ${fault}`
}

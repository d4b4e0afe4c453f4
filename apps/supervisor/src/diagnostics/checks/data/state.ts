import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InstanceDescription } from '../../../instance/instance-file.ts'
import {
  canAskProcesses,
  listPids,
  processesOf,
} from '../../../instance/leftovers/instance-processes.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import type { InstanceState } from '../../instance-state.ts'

/** Whether what PromptBin remembers of itself fits what there is. */
export const stateChecks: readonly DiagnosticCheck[] = [
  {
    name: 'state:lock',
    title: 'whether the data folder is held by a PromptBin that answers, or by none',
    run: async ({ instance }) => ({ observed: instance.state, findings: lockFindings(instance) }),
  },
  {
    name: 'state:leftovers',
    title: 'whether no process of an earlier PromptBin is left',
    run: async ({ instance, folder }) => {
      if (instance.state !== 'stopped' || !canAskProcesses) return { observed: 'not asked' }
      const left = await processesOf(folder.path, await listPids())
      return { observed: `${left.length}`, findings: left.length === 0 ? [] : [leftovers(left)] }
    },
  },
  {
    name: 'state:files',
    title: 'whether what is kept over restarts can be read',
    run: async ({ folder, instance }) => {
      const names = existsSync(folder.stateFolder) ? readdirSync(folder.stateFolder) : []
      const files = names.filter((name) => name.endsWith('.json'))
      const damaged = files.filter((name) => !isReadable(join(folder.stateFolder, name)))
      const isFree = instance.state === 'stopped'
      return {
        observed: `${files.length} files`,
        findings: damaged.map((name) => damagedState(join(folder.stateFolder, name), isFree)),
      }
    },
  },
]

function lockFindings(instance: InstanceState): readonly FindingOf[] {
  if (instance.state === 'silent') return [silent(instance.description)]
  if (instance.state === 'stopped' && instance.leftBehind !== undefined) {
    return [killed(instance.leftBehind)]
  }
  return []
}

function silent(description: InstanceDescription | undefined): FindingOf {
  const who = description === undefined ? 'A process' : `PromptBin (pid ${description.pid})`
  return {
    severity: 'error',
    class: 'process',
    evidence: `${who} holds this data folder and does not answer: it starts, stops, or hangs.`,
    fix:
      description === undefined
        ? 'Wait until it has started; if it does not, `promptbin logs` says why.'
        : `Wait a minute; if it does not answer then, kill ${description.pid}, and start again.`,
  }
}

function killed({ pid, startedAt }: InstanceDescription): FindingOf {
  return {
    severity: 'warning',
    class: 'process',
    evidence: `The PromptBin of ${startedAt} (pid ${pid}) was killed, not stopped: run/supervisor.json still names it.`,
    fix: 'Start PromptBin, which puts it in order; or promptbin doctor --fix',
    repair: { kind: 'remove-instance-files' },
  }
}

function leftovers(pids: readonly number[]): FindingOf {
  return {
    severity: 'warning',
    class: 'process',
    evidence: `Processes of a PromptBin that is gone are still there: ${pids.join(', ')}.`,
    fix: 'Start PromptBin, which ends them first.',
  }
}

function isReadable(file: string): boolean {
  try {
    return typeof JSON.parse(readFileSync(file, 'utf8')) === 'object'
  } catch {
    return false
  }
}

function damagedState(file: string, isFree: boolean): FindingOf {
  return {
    severity: 'warning',
    class: 'health',
    evidence: `${file} cannot be read; what it remembered is lost at the next start.`,
    fix: isFree
      ? 'promptbin doctor --fix (it is renamed, and kept)'
      : 'Nothing: PromptBin writes it anew at the next change.',
    ...(isFree && { repair: { kind: 'set-aside', path: file } }),
  }
}

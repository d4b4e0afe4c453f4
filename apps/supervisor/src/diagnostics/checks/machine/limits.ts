import { readFileSync } from 'node:fs'
import { createLimitChecks, type LimitChecksOptions } from '../../../checks/system/limit-checks.ts'
import { createMachineChecks } from '../../../checks/system/machine-checks.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import type { Scene } from '../../scene.ts'
import { adopted } from '../health-check-sight.ts'

/** Three processes with their connections, files and databases. */
const fewestDescriptors = 1_024

/** A library of some thousand prompts with its index. */
const smallestFileBytes = 1_000_000_000

/** Whether the system lets PromptBin have what it needs. */
export const limitChecks: readonly DiagnosticCheck[] = [
  {
    name: 'limits:descriptors',
    title: 'how many files and connections a process may have open',
    run: async (scene) => {
      const soft = softLimit(limitsOf(scene), 'Max open files')
      const observed = Number.isFinite(soft) ? `${soft}` : 'any number'
      return { observed, findings: soft >= fewestDescriptors ? [] : [fewDescriptors(soft)] }
    },
  },
  {
    name: 'limits:fileSize',
    title: 'how large a file may become',
    run: async (scene) => {
      const soft = softLimit(limitsOf(scene), 'Max file size')
      const observed = Number.isFinite(soft) ? `${soft} bytes` : 'any size'
      return { observed, findings: soft >= smallestFileBytes ? [] : [smallFiles(soft)] }
    },
  },
  adopted({
    name: 'limits:memory',
    title: 'how much memory the control group has left',
    fix: () =>
      'Give the container or unit more memory, or PromptBin less: promptbin config set web.max_memory 256MB',
    check: () => limitCheck('limits:memory'),
  }),
  adopted({
    name: 'limits:processes',
    title: 'how many processes the control group has left',
    fix: () => 'Raise the limit of the container or unit (--pids-limit, TasksMax=).',
    check: () => limitCheck('limits:processes'),
  }),
  adopted({
    name: 'memory:machine',
    title: 'how much memory of the machine is free',
    fix: () =>
      'End what is not needed, or give the machine more memory; `promptbin top` says who of PromptBin has how much.',
    check: () =>
      createMachineChecks({ url: 'http://127.0.0.1' }).find(
        ({ name }) => name === 'memory:machine',
      ),
  }),
]

/** Those of the instance that runs, else our own, which a start from here would have. */
function limitsOf({ instance }: Scene): string {
  const pid = instance.state === 'running' ? instance.description.pid : 'self'
  try {
    return readFileSync(`/proc/${pid}/limits`, 'utf8')
  } catch {
    return ''
  }
}

/** The soft limit of a row of proc_pid_limits(5), which children inherit; none outside of Linux. */
export function softLimit(limits: string, row: string): number {
  const soft = new RegExp(`^${row}\\s+(\\d+)`, 'm').exec(limits)?.[1]
  return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft)
}

function limitCheck(name: string) {
  const options: LimitChecksOptions = { openDescriptors: () => [] }
  return createLimitChecks(options).find((check) => check.name === name)
}

function fewDescriptors(soft: number): FindingOf {
  return {
    severity: 'warning',
    class: 'configuration',
    evidence: `A process may have ${soft} files and connections open; with many clients that is too few.`,
    fix: 'ulimit -n 8192 before the start, or LimitNOFILE=8192 in the unit of systemd.',
  }
}

function smallFiles(soft: number): FindingOf {
  return {
    severity: 'error',
    class: 'configuration',
    evidence: `No file may be larger than ${soft} bytes; a library that reaches that cannot be written any more.`,
    fix: 'ulimit -f unlimited before the start, or LimitFSIZE=infinity in the unit of systemd.',
  }
}

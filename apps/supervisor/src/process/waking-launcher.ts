import { spawnSync } from 'node:child_process'

/**
 * `setpriv` of util-linux has the kernel send a signal to the process that it becomes when the parent of that
 * ends (prctl(2), PR_SET_PDEATHSIG), which Node cannot ask for. SIGCONT does nothing to a process that runs
 * and wakes one that is stopped, which then hears that it has lost its supervisor, and ends like all others.
 */
const launcher: readonly string[] = ['setpriv', '--pdeathsig', 'CONT']

let found: readonly string[] | undefined

/**
 * What stands before the command of a process that must not outlive us, stopped or not. Empty where there is
 * no such program: a stopped process then stays until the next start ends it.
 */
export function wakingLauncher(): readonly string[] {
  found ??= isThere() ? launcher : []
  return found
}

/** That of BusyBox has the name, and not the option. */
function isThere(): boolean {
  if (process.platform !== 'linux') return false
  const [command = '', ...options] = launcher
  return spawnSync(command, [...options, 'true'], { stdio: 'ignore' }).status === 0
}

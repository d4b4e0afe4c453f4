import { posix, win32 } from 'node:path'
import type { Machine } from './client.ts'

/** A place in a folder, as the machine writes it. */
export function placeIn({ platform }: Machine, folder: string, ...names: readonly string[]) {
  return (platform === 'win32' ? win32 : posix).join(folder, ...names)
}

/** A place in the person's own folder, where command-line programs keep their configuration. */
export function homeOf(machine: Machine, ...names: readonly string[]): string {
  return placeIn(machine, machine.home, ...names)
}

/**
 * Where applications with windows keep theirs: as Electron's `appData`
 * (electronjs.org/docs/latest/api/app, "app.getPath").
 */
export function applicationData(machine: Machine): string {
  const { platform, variables } = machine
  if (platform === 'darwin') return homeOf(machine, 'Library', 'Application Support')
  if (platform === 'win32') return variables['APPDATA'] ?? homeOf(machine, 'AppData', 'Roaming')
  return configurationHome(machine)
}

/** Where programs keep theirs that go by the XDG Base Directory Specification on every platform. */
export function configurationHome(machine: Machine): string {
  return machine.variables['XDG_CONFIG_HOME'] ?? homeOf(machine, '.config')
}

/** The variables that say where clients keep their configuration. */
export const placeVariables = [
  'APPDATA',
  'XDG_CONFIG_HOME',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
] as const

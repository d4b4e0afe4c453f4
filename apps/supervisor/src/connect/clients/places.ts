import { join } from 'node:path'
import type { Machine } from './client.ts'

/** A place in the person's own folder, where command-line programs keep their configuration. */
export function homeOf({ home }: Machine, ...names: readonly string[]): string {
  return join(home, ...names)
}

/**
 * Where applications with windows keep theirs: as Electron's `appData`
 * (electronjs.org/docs/latest/api/app, "app.getPath").
 */
export function applicationData({ platform, home, variables }: Machine): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  if (platform === 'win32') return variables['APPDATA'] ?? join(home, 'AppData', 'Roaming')
  return variables['XDG_CONFIG_HOME'] ?? join(home, '.config')
}

/** The variables that say where clients keep their configuration. */
export const placeVariables = [
  'APPDATA',
  'XDG_CONFIG_HOME',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
] as const

import type { DetectedEnvironment, Situation } from '@promptbin/config'
import { alignColumns } from './align-columns.ts'

const names: Readonly<Record<Situation, string>> = {
  supervised: 'under a supervisor',
  'mcp-client': 'under an AI client',
  systemd: 'as a service of systemd',
  ci: 'in continuous integration',
  container: 'in a container',
  terminal: 'in a terminal',
  wsl: 'in WSL',
  unattended: 'unattended',
}

/** Where PromptBin runs, in a few words: `in a container (also in a terminal), in production`. */
export function environmentLine({ situation, also, client, mode }: DetectedEnvironment): string {
  const place = client === null ? names[situation] : `under ${client}`
  const others = also.length > 0 ? ` (also ${also.map((one) => names[one]).join(', ')})` : ''
  return `${place}${others}, ${mode === 'development' ? 'for development' : 'in production'}`
}

/** Why that is believed, and what follows from it; a line each. */
export function environmentReasons({ evidence, follows }: DetectedEnvironment): readonly string[] {
  const reasons = evidence.map(({ what, says }) => [`  ${what}`, says])
  const consequences = follows.map(({ setting, value, because }) => [
    `  ${setting}: ${value}`,
    because,
  ])
  return [
    'It believes so because of',
    ...alignColumns(reasons),
    ...(consequences.length > 0
      ? ['', 'What nobody has set follows from it:', ...alignColumns(consequences)]
      : []),
  ]
}

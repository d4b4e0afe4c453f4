import type { Trouble } from '@promptbin/health'
import type { Advice, Remedy } from './advice.ts'
import { sentence } from './service-advice.ts'

/** What a check that does not pass means, in words, and what helps. */
interface Meaning {
  readonly title: string
  readonly remedies: readonly Remedy[]
}

const configuration = (key: string, label: string): Remedy => ({
  label,
  href: `/configuration?key=${key}`,
})

const restart = (service: string): Remedy => ({
  label: `Restart ${service}`,
  operation: 'restart_service',
  input: { service },
})

const room: readonly Remedy[] = [
  { label: 'Remove old profiles', href: '/profiles' },
  configuration('logging.max_total', 'Keep fewer logs'),
]

const memory: readonly Remedy[] = [
  { label: 'Who uses how much', href: '/' },
  configuration('web.max_memory', 'Limit prompt-web'),
]

/** By the name of the check; docs/health.md says when each of them warns. */
const meanings: Readonly<Record<string, Meaning>> = {
  'webhooks:delivery': {
    title: 'A receiver does not get what it is told',
    remedies: [{ label: 'Look at the receivers', href: '/webhooks' }],
  },
  'log:shipping': {
    title: 'The log does not get to all places',
    remedies: [configuration('logging.ship', 'Look at the places')],
  },
  'disk:bytes': { title: 'The disk is nearly full', remedies: room },
  'disk:inodes': { title: 'The disk has room for few more files', remedies: room },
  'dataFolder:permissions': {
    title: 'The data folder is open to others, or closed to us',
    remedies: [],
  },
  'dataFolder:write': { title: 'The data folder cannot be written as it should', remedies: room },
  'network:loopback': { title: 'This machine refuses connections to itself', remedies: [] },
  'memory:machine': { title: 'The machine is short of memory', remedies: memory },
  'limits:memory': { title: 'PromptBin is near its limit of memory', remedies: memory },
  'limits:processes': { title: 'PromptBin is near its limit of processes', remedies: [] },
  'limits:cpu': { title: 'PromptBin is held back by its limit of CPU', remedies: [] },
  'descriptors:open': {
    title: 'A process has nearly all the files open that it may',
    remedies: [],
  },
  'clock:jump': { title: 'The clock of this machine was set', remedies: [] },
  'configuration:reload': {
    title: 'The last configuration was not taken',
    remedies: [
      { label: 'See what is wrong', href: '/configuration' },
      { label: 'Reload all services', operation: 'reload_all', input: {} },
    ],
  },
  'maintenance:mode': {
    title: 'Maintenance: prompts can be read and not changed',
    remedies: [{ label: 'End it', operation: 'set_maintenance', input: { enabled: false } }],
  },
  'store:integrity': {
    title: 'The library is not as it was written',
    remedies: [
      { label: 'Look again', operation: 'check_library', input: {} },
      { label: 'Recover it', operation: 'recover_library', input: {} },
    ],
  },
  'backup:age': {
    title: 'The library is not backed up as it should be',
    remedies: [
      { label: 'Make a backup', operation: 'create_backup', input: {} },
      { label: 'See the backups', href: '/backups' },
    ],
  },
  'certificates:expiry': {
    title: 'A certificate ends soon, or has ended',
    remedies: [{ label: 'Look again', operation: 'probe_health', input: {} }],
  },
  'audit:chain': {
    title: 'The audit trail is not whole',
    remedies: [{ label: 'See the first bad record', href: '/audit' }],
  },
  'mcp:modern': { title: 'New AI clients are not served', remedies: [restart('mcp-gateway')] },
  'mcp:legacy': { title: 'Older AI clients are not served', remedies: [restart('mcp-gateway')] },
  'library:prompts': { title: 'The library does not answer', remedies: [restart('prompt-web')] },
}

const healthOfService = /^(?<service>[a-z-]+):health$/

/** What a trouble means and what helps; a check that nobody has foreseen speaks for itself. */
export function adviseOnCheck({ check, status, severity, output }: Trouble): Advice {
  const service = healthOfService.exec(check)?.groups?.['service']
  const meaning: Meaning = meanings[check] ?? {
    title: service === undefined ? `The check ${check} ${verbs[status]}` : `${service} is not well`,
    remedies:
      service === undefined
        ? []
        : [{ label: 'Its health', href: `/services/${service}#health` }, restart(service)],
  }
  return {
    id: check,
    tone: status === 'fail' && severity !== 'minor' ? 'bad' : 'warn',
    title: meaning.title,
    why: output === undefined ? '' : sentence(output),
    remedies: meaning.remedies,
  }
}

const verbs = { warn: 'warns', fail: 'fails' } as const

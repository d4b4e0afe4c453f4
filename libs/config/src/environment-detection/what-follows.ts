import type { DetectedEnvironment, Following, Situation } from './detected-environment.ts'
import type { Evidence } from './evidence.ts'

type Facts = Pick<DetectedEnvironment, 'mode'> & {
  readonly evidence: Evidence
  readonly has: (situation: Situation) => boolean
}

/** One setting; undefined where the default is right. */
type Rule = (facts: Facts) => Following | undefined

/**
 * What follows from where PromptBin runs. Whatever somebody has set goes before it. Under a
 * supervisor nothing follows: it has decided.
 */
export function whatFollows(facts: Facts): readonly Following[] {
  if (facts.has('supervised')) return []
  return rules.flatMap((rule) => rule(facts) ?? [])
}

const megabyte = 1_000_000

/** What a service takes unless told otherwise, and what it needs at least; as in their sections. */
const [usualMemoryBytes, leastMemoryBytes] = [512 * 1024 ** 2, 256 * 1024 ** 2]

/** The two services are the most of it; the rest is for the supervisor and for files. */
const shareOfService = 0.4

const rules: readonly Rule[] = [
  ({ mode }) =>
    mode === 'development'
      ? follow('mode', 'development', 'this is a development environment')
      : undefined,

  ({ mode }) =>
    mode === 'development'
      ? follow('logging.level', 'debug', 'a developer wants to see what happens')
      : undefined,

  ({ evidence, has }) =>
    has('terminal') && !evidence.speaksStdio
      ? follow('logging.format', 'pretty', 'standard output is a terminal')
      : follow('logging.format', 'json', 'standard output is not a terminal, so programs read it'),

  ({ evidence, has }) => {
    if (evidence.speaksStdio) {
      return follow('logging.console', 'false', 'standard output belongs to MCP')
    }
    return has('terminal')
      ? follow(
          'logging.console',
          'false',
          'a person reads what matters, and the log is in its file',
        )
      : follow('logging.console', 'true', 'whoever runs it collects what is printed')
  },

  ({ evidence, mode }) => {
    if (mode === 'development') {
      return follow('operations.taken_port', 'next', 'a developer may run several')
    }
    return evidence.speaksStdio
      ? follow('operations.taken_port', 'next', 'an AI client does not ask for a port')
      : follow('operations.taken_port', 'fail', 'in production others rely on the port')
  },

  ({ evidence, mode }) => {
    if (evidence.speaksStdio) {
      return follow('supervisor.spares', '0', 'one AI client is served, on a machine of a person')
    }
    return mode === 'development'
      ? follow('supervisor.spares', '0', 'a developer restarts more often than a process fails')
      : undefined
  },

  (facts) =>
    canShowPages(facts)
      ? follow('web.open_browser', 'true', 'a person has started it on a desktop')
      : undefined,

  memoryOf('web.max_memory'),
  memoryOf('mcp.max_memory'),
]

/** A person at a desktop who has just started PromptBin wants its pages. */
function canShowPages({ evidence, has, mode }: Facts): boolean {
  const { command, environment, platform } = evidence
  if (command !== 'start' || mode === 'development' || !has('terminal')) return false
  if (has('container') || has('ci') || environment['SSH_CONNECTION']) return false
  const isDesktop = platform === 'darwin' || platform === 'win32' || has('wsl')
  return isDesktop || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
}

/** In a container that allows little, a service is replaced before the kernel kills it. */
function memoryOf(setting: string): Rule {
  return ({ evidence: { memoryLimitBytes } }) => {
    if (memoryLimitBytes === null) return undefined
    const part = Math.max(leastMemoryBytes, memoryLimitBytes * shareOfService)
    if (part >= usualMemoryBytes) return undefined
    const limit = `${Math.round(memoryLimitBytes / megabyte)}MB`
    return follow(setting, String(Math.floor(part)), `the control group allows ${limit} in all`)
  }
}

function follow(setting: string, value: string, because: string): Following {
  return { setting, value, because }
}

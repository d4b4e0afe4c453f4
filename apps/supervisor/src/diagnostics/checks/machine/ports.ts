import type { Config } from '@promptbin/config'
import { wantedPort } from '../../../sockets/instance-ports.ts'
import { bindSocket } from '../../../sockets/listening-socket.ts'
import { describePortHolder } from '../../../sockets/port-holder.ts'
import { type DiagnosticCheck, skipsWhileRunning } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'

type Section = 'web' | 'mcp' | 'supervisor' | 'share'

/** Whether the ports that are configured can be had. */
export const portChecks: readonly DiagnosticCheck[] = [
  {
    name: 'ports:distinct',
    title: 'whether no two services are to have the same port',
    run: async ({ config }) => {
      const given = sectionsOf(config).filter((section) => config[section].port !== 0)
      const twice = given.filter((section, at) =>
        given.slice(0, at).some((before) => config[before].port === config[section].port),
      )
      return { findings: twice.map((section) => doubleFinding(section, config[section].port)) }
    },
  },
  {
    name: 'ports:free',
    title: 'whether a start would get its ports',
    skips: skipsWhileRunning,
    run: async ({ config }) => {
      const sections = sectionsOf(config)
      const found = await Promise.all(sections.map((section) => tryPort(section, config)))
      const observed = sections.map((section) => `${section} ${config[section].port}`).join(', ')
      return { observed, findings: found.flat() }
    },
  },
]

function sectionsOf({ share }: Config): readonly Section[] {
  return ['web', 'mcp', 'supervisor', ...(share.enabled ? (['share'] as const) : [])]
}

/** Binds it for a moment, as a start would. */
async function tryPort(section: Section, config: Config): Promise<readonly FindingOf[]> {
  const { host, port, whenTaken } = wantedPort(config, section)
  try {
    const socket = await bindSocket(host, port)
    socket.close()
    return []
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE') return [unusableFinding(section, host, port, String(code))]
    return [takenFinding({ section, port, holder: await describePortHolder(port), whenTaken })]
  }
}

function takenFinding({
  section,
  port,
  holder,
  whenTaken,
}: {
  readonly section: Section
  readonly port: number
  readonly holder: string
  readonly whenTaken: 'fail' | 'next'
}): FindingOf {
  const isLenient = whenTaken === 'next'
  return {
    severity: isLenient ? 'warning' : 'error',
    class: 'configuration',
    evidence: `Port ${port} of ${section}.port is taken by ${holder}${isLenient ? '; a start takes the next free one' : ', so a start fails'}.`,
    fix: `Stop that process, or take another port: promptbin config set ${section}.port ${port + 1}; docs/operations/port-taken.md`,
  }
}

function unusableFinding(section: Section, host: string, port: number, code: string): FindingOf {
  return {
    severity: 'error',
    class: code === 'EACCES' ? 'access' : 'configuration',
    evidence: `Port ${port} cannot be bound on ${host}, as ${section}.host and ${section}.port say (${code}).`,
    fix:
      code === 'EACCES'
        ? `Take a port from 1024 on: promptbin config set ${section}.port ${port + 8000}`
        : `Name an address of this machine: promptbin config set ${section}.host 127.0.0.1`,
  }
}

function doubleFinding(section: Section, port: number): FindingOf {
  return {
    severity: 'error',
    class: 'configuration',
    evidence: `${section}.port is ${port}, and so is the port of another service.`,
    fix: `promptbin config set ${section}.port ${port + 1}`,
  }
}

import type { EvidenceLine, Situation } from './detected-environment.ts'
import type { Evidence } from './evidence.ts'

/** What speaks for a situation; empty when nothing does. */
type Recognise = (evidence: Evidence) => readonly EvidenceLine[]

/** Variables by which services that build and test are known; what they say is not looked at. */
const ciVariables = [
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'JENKINS_URL',
  'BUILDKITE',
  'CIRCLECI',
  'TF_BUILD',
  'TEAMCITY_VERSION',
]

/** Runtimes, as their names stand in the paths of control groups. */
const containerGroups = /docker|kubepods|containerd|libpod|lxc/

/** What speaks for each situation, by facts that do not exclude each other. */
export const recognise: Readonly<Record<Situation, Recognise>> = {
  supervised: ({ environment }) =>
    environment['PROMPTBIN_SUPERVISED'] === '1'
      ? [line('variable PROMPTBIN_SUPERVISED', 'is 1: a supervisor has decided everything')]
      : [],

  'mcp-client': ({ speaksStdio, stdin }) =>
    speaksStdio && stdin !== 'terminal'
      ? [line('standard input', `is ${streamText[stdin]}, over which MCP is spoken`)]
      : [],

  /** A terminal that systemd has started inherits INVOCATION_ID, so that alone proves nothing. */
  systemd: ({ environment, printsToJournal, pid, stdout }) => {
    const isExecuted = environment['SYSTEMD_EXEC_PID'] === String(pid)
    const notifies = Boolean(environment['NOTIFY_SOCKET'])
    const isService = isExecuted || printsToJournal || notifies
    if (!environment['INVOCATION_ID'] || stdout === 'terminal' || !isService) return []
    return [
      line('variable INVOCATION_ID', 'is set'),
      ...(isExecuted ? [line('variable SYSTEMD_EXEC_PID', 'is this process')] : []),
      ...(printsToJournal ? [line('variable JOURNAL_STREAM', 'is where this process prints')] : []),
      ...(notifies ? [line('variable NOTIFY_SOCKET', 'is set')] : []),
    ]
  },

  ci: ({ environment }) => {
    const named = ciVariables.find((name) => environment[name])
    if (named !== undefined) return [line(`variable ${named}`, 'is set')]
    return isOn(environment['CI']) ? [line('variable CI', 'is on')] : []
  },

  container: ({ environment, containerFiles, cgroup }) => [
    ...containerFiles.map((file) => line(`file ${file}`, 'exists')),
    ...(environment['KUBERNETES_SERVICE_HOST']
      ? [line('variable KUBERNETES_SERVICE_HOST', 'is set')]
      : []),
    ...(environment['container'] ? [line('variable container', 'is set')] : []),
    ...(containerGroups.test(cgroup) ? [line('control group', 'is that of a container')] : []),
  ],

  terminal: ({ stdout }) =>
    stdout === 'terminal' ? [line('standard output', 'is a terminal, so a person reads')] : [],

  wsl: ({ environment, kernel }) => [
    ...(/microsoft/i.test(kernel) ? [line('kernel', "is that of Windows' Linux")] : []),
    ...(environment['WSL_DISTRO_NAME'] ? [line('variable WSL_DISTRO_NAME', 'is set')] : []),
  ],

  unattended: ({ stdout }) =>
    stdout === 'terminal'
      ? []
      : [line('standard output', `is ${streamText[stdout]}, so no person reads`)],
}

/** What speaks for development; empty when nothing does, or when somebody has asked for production. */
export function recogniseDevelopment({ environment }: Evidence): readonly EvidenceLine[] {
  const node = environment['NODE_ENV']
  if (node === 'production') return []
  return [
    ...(node === 'development' ? [line('variable NODE_ENV', 'is development')] : []),
    ...(environment['NX_TASK_TARGET_TARGET'] === 'serve'
      ? [line('variable NX_TASK_TARGET_TARGET', 'is serve')]
      : []),
    ...(environment['WATCH_REPORT_DEPENDENCIES']
      ? [line('variable WATCH_REPORT_DEPENDENCIES', 'is set: Node restarts it at each change')]
      : []),
  ]
}

const streamText = {
  terminal: 'a terminal',
  pipe: 'a pipe',
  file: 'a file',
  nothing: 'closed, or /dev/null',
} as const

function line(what: string, says: string): EvidenceLine {
  return { what, says }
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase())
}

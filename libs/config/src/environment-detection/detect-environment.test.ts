import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { loadConfig } from '../loading/load-config.ts'
import { describeConfig } from '../origins/describe-config.ts'
import { detectEnvironment } from './detect-environment.ts'
import { environmentOf } from './detected-environment.ts'
import type { Evidence } from './evidence.ts'

const nothing: Evidence = {
  platform: 'linux',
  environment: {},
  command: 'start',
  speaksStdio: false,
  stdin: 'nothing',
  stdout: 'pipe',
  parents: [],
  printsToJournal: false,
  pid: 4711,
  containerFiles: [],
  cgroup: '0::/user.slice',
  kernel: '6.1.0-18-amd64',
  memoryLimitBytes: null,
}

const terminal = { stdin: 'terminal', stdout: 'terminal' } as const
const stdio = { command: 'mcp', speaksStdio: true, stdin: 'pipe' } as const
const service = { INVOCATION_ID: 'x' }
const docker = { containerFiles: ['/.dockerenv'] }

interface Case {
  readonly is: Partial<Evidence>
  readonly situation: string
  readonly also?: readonly string[]
  readonly mode?: string
  readonly client?: string
  /** Of what follows, as far as it matters here. */
  readonly follows?: Readonly<Record<string, string>>
}

const cases: Readonly<Record<string, Case>> = {
  'a pipe that nobody reads at once': {
    is: {},
    situation: 'unattended',
    follows: {
      'logging.format': 'json',
      'logging.console': 'true',
      'operations.taken_port': 'fail',
    },
  },
  'a terminal without a desktop': {
    is: terminal,
    situation: 'terminal',
    follows: { 'logging.format': 'pretty', 'logging.console': 'false' },
  },
  'a terminal on a desktop': {
    is: { ...terminal, environment: { WAYLAND_DISPLAY: 'wayland-0' } },
    situation: 'terminal',
    follows: { 'web.open_browser': 'true' },
  },
  'a terminal on a Mac': {
    is: { ...terminal, platform: 'darwin' },
    situation: 'terminal',
    follows: { 'web.open_browser': 'true' },
  },
  'a terminal in a session of ssh': {
    is: { ...terminal, environment: { DISPLAY: ':10', SSH_CONNECTION: 'a' } },
    situation: 'terminal',
  },
  'a client that is named by its process': {
    is: {
      ...stdio,
      parents: [
        { pid: 12, name: 'sh' },
        { pid: 11, name: 'Cursor' },
      ],
      environment: { VSCODE_PID: '1' },
    },
    situation: 'mcp-client',
    client: 'Cursor',
    follows: {
      'logging.format': 'json',
      'logging.console': 'false',
      'operations.taken_port': 'next',
      'supervisor.spares': '0',
    },
  },
  'a client that is named by a variable': {
    is: { ...stdio, environment: { GEMINI_CLI: '1' } },
    situation: 'mcp-client',
    client: 'Gemini CLI',
  },
  'a client that nobody knows, in a container': {
    is: { ...stdio, ...docker },
    situation: 'mcp-client',
    also: ['container'],
  },
  'a person who has typed promptbin mcp': {
    is: { ...stdio, ...terminal },
    situation: 'terminal',
  },
  'a shell of an AI client is not the client': {
    is: { environment: { CLAUDECODE: '1' } },
    situation: 'unattended',
  },
  Docker: { is: docker, situation: 'container', follows: { 'logging.console': 'true' } },
  Kubernetes: {
    is: { environment: { KUBERNETES_SERVICE_HOST: 'a' }, cgroup: '0::/kubepods/burstable' },
    situation: 'container',
  },
  'a terminal in a container': {
    is: { ...docker, ...terminal, environment: { DISPLAY: ':0' } },
    situation: 'container',
    also: ['terminal'],
    follows: { 'logging.format': 'pretty' },
  },
  'a container of 640 MB': {
    is: { ...docker, memoryLimitBytes: 640_000_000 },
    situation: 'container',
    follows: { 'web.max_memory': '268435456', 'mcp.max_memory': '268435456' },
  },
  'a unit of systemd': {
    is: { environment: { ...service, SYSTEMD_EXEC_PID: '4711' } },
    situation: 'systemd',
    follows: { 'logging.format': 'json', 'operations.taken_port': 'fail' },
  },
  'a unit that npm has started': {
    is: { environment: service, printsToJournal: true },
    situation: 'systemd',
  },
  'a terminal that systemd has started': {
    is: { ...terminal, environment: { ...service, SYSTEMD_EXEC_PID: '1' } },
    situation: 'terminal',
  },
  'a build at GitHub, in a container': {
    is: { ...docker, environment: { CI: 'true', GITHUB_ACTIONS: 'true' } },
    situation: 'ci',
    also: ['container'],
  },
  'CI that is off is none': { is: { environment: { CI: 'false' } }, situation: 'unattended' },
  'a terminal in WSL': {
    is: { ...terminal, kernel: '5.15.153.1-microsoft-standard-WSL2' },
    situation: 'terminal',
    also: ['wsl'],
    follows: { 'web.open_browser': 'true' },
  },
  'a task in WSL': { is: { environment: { WSL_DISTRO_NAME: 'Debian' } }, situation: 'wsl' },
  development: {
    is: { ...terminal, environment: { NODE_ENV: 'development', DISPLAY: ':0' } },
    situation: 'terminal',
    mode: 'development',
    follows: {
      mode: 'development',
      'logging.level': 'debug',
      'operations.taken_port': 'next',
      'supervisor.spares': '0',
    },
  },
  'nx serve': {
    is: { environment: { NX_TASK_TARGET_TARGET: 'serve' } },
    situation: 'unattended',
    mode: 'development',
  },
  'production that Node was told of': {
    is: { environment: { NODE_ENV: 'production', NX_TASK_TARGET_TARGET: 'serve' } },
    situation: 'unattended',
  },
  'a service under its supervisor': {
    is: { ...docker, environment: { PROMPTBIN_SUPERVISED: '1', NODE_ENV: 'development' } },
    situation: 'supervised',
    also: ['container'],
    mode: 'development',
  },
}

test.each(Object.entries(cases))('%s', (_name, { is, follows = {}, ...expected }) => {
  const detected = detectEnvironment({ ...nothing, ...is })
  expect(detected).toMatchObject({
    also: [],
    mode: 'production',
    client: null,
    ...expected,
  })
  expect(detected.evidence.length).toBeGreaterThan(0)
  const followed = Object.fromEntries(
    detected.follows.map(({ setting, value }) => [setting, value]),
  )
  expect(followed).toMatchObject(follows)
  // Nobody is shown a page who has not asked for one, or cannot see it.
  expect(followed['web.open_browser']).toBe(follows['web.open_browser'])
})

test('no value of a variable is told', () => {
  const environment = {
    CI: 'c4nary',
    JENKINS_URL: 'c4nary',
    NODE_ENV: 'c4nary',
    container: 'c4nary',
  }
  expect(JSON.stringify(detectEnvironment({ ...nothing, environment }))).not.toContain('c4nary')
})

test('whatever somebody has set goes before what follows', () => {
  const evidence = { ...nothing, ...terminal, environment: { NODE_ENV: 'development' } }
  const workingDirectory = temporaryFolder({ 'promptbin-config.yaml': 'logging: { format: json }' })
  const environment = { PROMPTBIN_OPERATIONS_TAKEN_PORT: 'fail' }
  const config = loadConfig({ evidence, environment, workingDirectory })
  expect(describeConfig(config)).toMatchObject({
    mode: { value: 'development', origin: 'derived' },
    'logging.level': { value: 'debug', source: 'a developer wants to see what happens' },
    'logging.format': { value: 'json', origin: 'file' },
    'operations.taken_port': { value: 'fail', origin: 'environment' },
    'supervisor.spares': { value: 0, origin: 'derived' },
  })
  const told = environmentOf(config)?.follows.map(({ setting }) => setting)
  expect(told).toEqual(['mode', 'logging.level', 'logging.console', 'supervisor.spares'])
})

test('a mode that somebody has set decides what follows from it', () => {
  const environment = { PROMPTBIN_MODE: 'development' }
  const config = loadConfig({
    evidence: nothing,
    environment,
    workingDirectory: temporaryFolder(),
  })
  expect(config.operations.takenPort).toBe('next')
  expect(environmentOf(config)?.evidence).toContainEqual({
    what: 'setting mode',
    says: 'is development',
  })
})

test('what follows and is the default all the same stays a default', () => {
  const config = loadConfig({
    evidence: nothing,
    environment: {},
    workingDirectory: temporaryFolder(),
  })
  const described = describeConfig(config)
  expect(described['logging.format']).toMatchObject({ value: 'json', origin: 'default' })
  expect(described['logging.console']).toMatchObject({ value: true, origin: 'default' })
  expect(described['operations.taken_port']).toMatchObject({ value: 'fail', origin: 'default' })
})

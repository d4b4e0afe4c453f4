import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import {
  type ClientKind,
  contentOf,
  type MatrixClient,
  type Target,
  textOf,
  urlOf,
  type Way,
} from '../client-kind.ts'
import { programOf, stdioCommand } from '../stdio-command.ts'

const client = '@modelcontextprotocol/inspector'

/** Where the Inspector may keep what it keeps, instead of the home of who runs the test. */
const homeOf = ({ dataFolder }: Target) => ({
  HOME: dataFolder,
  USERPROFILE: dataFolder,
  // It is started fifty times and more.
  NODE_COMPILE_CACHE: join(dataFolder, 'compiled'),
})

type Era = 'legacy' | 'modern'

/** What an error in JSON says. */
function reasonOf(stderr: string): string | undefined {
  const [line] = stderr.split('\n').filter((each) => each.startsWith('{"error"'))
  return line && (JSON.parse(line) as { readonly error: Error }).error.message
}

/** Runs the program for one method; whatever it says besides the answer fails the test. */
async function ask<Result>(
  target: Target,
  connection: readonly string[],
  method: string,
  ...options: readonly string[]
): Promise<Result> {
  const always = ['--method', method, '--format', 'json', '-q']
  const args = [programOf(client, 'mcp-inspector'), '--cli', ...connection, ...always, ...options]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...homeOf(target) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    new Response(child.stdout as never).text(),
    new Response(child.stderr as never).text(),
    once(child, 'close') as Promise<[number | null]>,
  ])
  // Exit code 5 tells of a result with `isError`, all others of a failure.
  if (code !== 0 && code !== 5) throw new Error(reasonOf(stderr) ?? `it ended with ${code}`)
  return (JSON.parse(stdout) as { readonly result: Result }).result
}

const pairs = (values: Record<string, unknown>) =>
  Object.entries(values).map(([name, value]) => `${name}=${value}`)

const given = (option: string, values: Record<string, unknown>) =>
  Object.keys(values).length === 0 ? [] : [option, ...pairs(values)]

async function connect(target: Target, era: Era, way: Way): Promise<MatrixClient> {
  const { command, args } = stdioCommand(target)
  const to = way === 'stdio' ? [command, ...args] : [urlOf(target, way).href, '--transport', 'http']
  const connection = [...to, '--protocol-era', era]
  const run = <Result>(method: string, ...options: readonly string[]) =>
    ask<Result>(target, connection, method, ...options)
  return {
    prompts: async () => (await run<{ prompts: { name: string }[] }>('prompts/list')).prompts,
    promptText: async (name, values) => {
      const options = ['--prompt-name', name, ...given('--prompt-args', values)]
      return textOf(
        (await run<{ messages: { content: unknown }[] }>('prompts/get', ...options)).messages,
      )
    },
    templates: async () => {
      const listed = await run<{ resourceTemplates: { uriTemplate: string }[] }>(
        'resources/templates/list',
      )
      return listed.resourceTemplates.map(({ uriTemplate }) => uriTemplate)
    },
    resourceText: async (uri) =>
      contentOf((await run<{ contents: object[] }>('resources/read', '--uri', uri)).contents),
    tools: async () => {
      // Ends with 6 where a schema is not understood everywhere.
      const { tools } = await run<{ tools: { name: string }[] }>('tools/list', '--strict')
      return tools.map(({ name }) => name)
    },
    call: (name, values) => run('tools/call', '--tool-name', name, ...given('--tool-arg', values)),
    close: async () => {},
  }
}

const kind = (era: Era, way: Way, speaks: string): ClientKind => ({
  client,
  version: '2.12.0',
  mode: `${era}, \`--strict\``,
  way,
  speaks,
  completes: false,
  hears: false,
  connect: (target) => connect(target, era, way),
})

/** The command line of the Inspector, a process for each question. */
export const inspectorKinds: readonly ClientKind[] = [
  kind('legacy', 'HTTP, session', '2025-11-25'),
  kind('legacy', 'HTTP, stateless', '2025-11-25'),
  kind('modern', 'HTTP, session', '2026-07-28'),
  kind('legacy', 'stdio', '2025-11-25'),
  kind('modern', 'stdio', '2026-07-28'),
]

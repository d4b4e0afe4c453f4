import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Product, run } from '../product.ts'
import { reportText } from './report-text.ts'

/** A place at which somebody may look, with everything that is to be seen there. */
export interface Place {
  readonly title: string
  readonly text: string
}

const statusPaths = ['/config', '/debug-info', '/mcp-status', '/health', '/metrics']
const probePaths = ['/livez?verbose', '/readyz?verbose', '/startupz?verbose']
const supervisorPaths = [
  '/api/v1/errors',
  '/api/v1/events?limit=1000',
  '/api/v1/processes',
  '/api/v1/genealogy?all=true',
  '/api/v1/logs?limit=1000',
]

/** Asks a service, as an operator on its machine does. */
async function pageOf(base: string, path: string): Promise<string> {
  const answer = await fetch(`${base}${path}`, { headers: { accept: 'application/json, */*' } })
  if (!answer.ok) throw new Error(`${path} answers with ${answer.status}`)
  return answer.text()
}

async function pages(bases: readonly string[], paths: readonly string[]): Promise<Place[]> {
  return Promise.all(
    paths.map(async (path) => {
      const texts = await Promise.all(bases.map((base) => pageOf(base, path)))
      return { title: path.replace(/\?.*$/, ''), text: texts.join('\n') }
    }),
  )
}

/** All files of a folder, however deep. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

function textOf(folder: string): string {
  return filesOf(folder)
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}

/** What every user of the machine sees of the processes. */
function processTitles(product: Product): string {
  const pids = [product.process.pid, ...product.instance.services.map(({ pid }) => pid)]
  return pids.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1')).join('\n')
}

/** Everything that PromptBin tells to whoever looks. */
export async function lookAround(product: Product): Promise<readonly Place[]> {
  const { dataFolder, instance } = product
  const { web, mcp, supervisor } = instance
  const all = [web.url, new URL(mcp.url).origin, supervisor.url]
  const outputOf = async (...args: string[]) => {
    const { stdout, stderr } = await run([...args, '--data-dir', dataFolder])
    return `${stdout}\n${stderr}`
  }
  return [
    { title: 'log files', text: textOf(join(dataFolder, 'logs')) },
    { title: 'log as printed', text: product.stderr },
    ...(await pages(all, statusPaths)),
    ...(await pages([web.url, supervisor.url], probePaths)),
    ...(await pages([supervisor.url], supervisorPaths)),
    { title: 'promptbin status', text: await outputOf('status', '--json') },
    { title: 'promptbin events', text: await outputOf('events', '--json') },
    { title: 'promptbin health', text: await outputOf('health', '--json') },
    { title: 'debug report', text: await reportText(dataFolder, 'running') },
    { title: 'state folder', text: textOf(join(dataFolder, 'state')) },
    { title: 'run folder', text: textOf(join(dataFolder, 'run')) },
    { title: 'process titles', text: processTitles(product) },
  ]
}

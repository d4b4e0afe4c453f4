import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One thing that a scenario looked at, as the suite writes it down. */
interface Check {
  readonly id: string
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO'
  readonly errorMessage?: string
}

/** What became of some scenarios. */
export interface Report {
  readonly passed: readonly string[]
  /** Each with what was wrong, in the suite's words. */
  readonly failed: readonly { readonly scenario: string; readonly faults: readonly string[] }[]
  readonly seconds: number
}

const suite = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/conformance/dist/index.js',
)

async function conformance(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [suite, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [stdout] = await Promise.all([
    new Response(child.stdout as never).text(),
    once(child, 'exit'),
  ])
  return stdout
}

/** The scenarios for servers that a revision requires, as they were fixed when it was released. */
export async function requiredBy(revision: string): Promise<readonly string[]> {
  const listed = await conformance('list', '--requirements', revision)
  const [, ofServers = ''] = listed.split(/^Server scenarios.*$/m)
  const [, block = ''] = /^\n((?: {2}- .*\n)+)/.exec(ofServers) ?? []
  return block.split('\n').flatMap((line) => line.replace('  - ', '') || [])
}

/** What a scenario left in the folder; one that did not run has failed. */
function faultsOf(folder: string, scenario: string): readonly string[] {
  const left = readdirSync(folder).find((name) =>
    name.replace(/-\d{4}-\d{2}-\d{2}T.*$/, '').endsWith(`server-${scenario}`),
  )
  if (left === undefined) return ['it did not run']
  const checks: readonly Check[] = JSON.parse(
    readFileSync(join(folder, left, 'checks.json'), 'utf8'),
  )
  if (checks.length === 0) return ['it checked nothing']
  return checks
    .filter(({ status }) => status === 'FAILURE')
    .map(({ id, errorMessage = '' }) => `${id}: ${errorMessage}`)
}

/** Runs the suite against a server and tells of these scenarios only. */
export async function runSuite(
  url: string,
  selection: readonly string[],
  scenarios: readonly string[],
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-conformance-'))
  const started = performance.now()
  try {
    await conformance('server', '--url', url, ...selection, '--output-dir', folder)
    const results = scenarios.map((scenario) => ({ scenario, faults: faultsOf(folder, scenario) }))
    return {
      passed: results.filter(({ faults }) => faults.length === 0).map(({ scenario }) => scenario),
      failed: results.filter(({ faults }) => faults.length > 0),
      seconds: (performance.now() - started) / 1_000,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
